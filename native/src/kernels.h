// The kernels as plain C++, without a word of Node: pixels and vectors in, numbers out. What they compute is defined by
// the TypeScript twins in src/kernels; results are equal bit for bit, except for sums of floats in vectors.cc.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

// One clone a level of SIMD, chosen when the addon is loaded. Other compilers and processors get the plain code.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__)
#define VOUCH_SIMD __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VOUCH_SIMD
#endif

namespace vouch {

struct Frame {
  const uint8_t* data;
  uint32_t width, height;
  size_t stride;
};

// counts: columns * rows entries, set to 0 by the caller.
void tile_difference(const Frame& before, const Frame& after, uint32_t tile, uint8_t tolerance, uint32_t* counts);
// hashes: two entries a tile.
void tile_hashes(const Frame& frame, uint32_t tile, uint32_t* hashes);
void box_hash(const Frame& frame, uint32_t left, uint32_t top, uint32_t width, uint32_t height, uint32_t out[2]);
// Sum of absolute differences of two byte strings.
uint64_t absolute_difference(const uint8_t* a, const uint8_t* b, size_t length);

struct Components {
  int32_t count = 0;
  std::vector<int32_t> boxes, areas, thickness, runs, first_run;
};
// 4-connected areas of pixels whose four channels differ by at most `tolerance`. labels: width * height entries.
Components colour_components(const Frame& frame, uint8_t tolerance, int32_t* labels);
// 8-connected groups of bytes that are not 0.
Components mask_components(const uint8_t* mask, uint32_t width, uint32_t height, int32_t* labels);
std::vector<int32_t> contour(const int32_t* labels, uint32_t width, uint32_t height, int32_t index, int32_t start_x, int32_t start_y);

// Interleaved bytes; the first three channels count.
struct Image {
  const uint8_t* data;
  uint32_t width, height, channels;
  size_t stride;
};
struct Rectangle {
  double x, y, width, height;
};
// A part of an image (outside of it, its edge goes on) as three planes of width * height floats: value * scale + offset.
void to_planes(const Image& image, const Rectangle& part, uint32_t width, uint32_t height, const float scale[3], const float offset[3], bool reversed, float* out);
// 9 x 8 means of brightness, and the hash of their differences.
uint64_t difference_hash(const Frame& frame);

// scores: queries * rows entries.
void dot_products(const float* queries, size_t query_count, const float* rows, size_t row_count, size_t dimension, float* scores);

}  // namespace vouch
