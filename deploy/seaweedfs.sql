-- The names of artifacts (compose.yaml).
CREATE DATABASE seaweedfs;
