"""One file a family of routes: the wire on one side, the engines' methods on the other."""
