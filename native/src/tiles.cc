#include "kernels.h"

#include <algorithm>
#include <cstring>

namespace vouch {
namespace {

inline uint8_t differs_by(uint8_t a, uint8_t b, uint8_t tolerance) {
  const uint8_t difference = static_cast<uint8_t>((a > b ? a : b) - (a > b ? b : a));
  return difference > tolerance ? 1 : 0;
}

// Rows that are compared in one pass.
constexpr size_t kTogether = 4;

// Adds 1 where two values of a row differ by more than `tolerance`, for several rows. Bytes alone, so that a register holds as many as it can.
VOUCH_SIMD void mark_different(const uint8_t* const a[kTogether], const uint8_t* const b[kTogether], size_t length, uint8_t tolerance, uint8_t* marks) {
  const uint8_t *a0 = a[0], *a1 = a[1], *a2 = a[2], *a3 = a[3], *b0 = b[0], *b1 = b[1], *b2 = b[2], *b3 = b[3];
  for (size_t i = 0; i < length; ++i) {
    marks[i] = static_cast<uint8_t>(marks[i] + differs_by(a0[i], b0[i], tolerance) + differs_by(a1[i], b1[i], tolerance) + differs_by(a2[i], b2[i], tolerance) + differs_by(a3[i], b3[i], tolerance));
  }
}

VOUCH_SIMD uint32_t sum_of(const uint8_t* values, size_t length) {
  uint32_t sum = 0;
  for (size_t i = 0; i < length; ++i) sum += values[i];
  return sum;
}

// Rows whose marks fit into a byte.
constexpr uint32_t kMostRows = 255;

inline void mix(uint32_t pixel, uint32_t& low, uint32_t& high) {
  low = (low ^ pixel) * 0x01000193u;
  high = (high ^ pixel) * 0x85ebca6bu;
  high ^= high >> 15;
}

}  // namespace

void tile_difference(const Frame& before, const Frame& after, uint32_t tile, uint8_t tolerance, uint32_t* counts) {
  const size_t columns = (before.width + tile - 1) / tile;
  const size_t row_bytes = static_cast<size_t>(before.width) * 4;
  const size_t tile_bytes = static_cast<size_t>(tile) * 4;
  std::vector<uint8_t> marks(row_bytes);
  for (uint32_t top = 0; top < before.height;) {
    // Rows of one row of tiles, as many as a byte can count.
    const uint32_t end = std::min({before.height, (top / tile + 1) * tile, top + kMostRows});
    uint32_t* row = counts + (top / tile) * columns;
    bool differs = false;
    const uint8_t *a[kTogether], *b[kTogether];
    size_t waiting = 0;
    const auto flush = [&] {
      // A row compared with itself adds nothing.
      for (size_t spare = waiting; spare < kTogether; ++spare) a[spare] = b[spare] = a[0];
      mark_different(a, b, row_bytes, tolerance, marks.data());
      waiting = 0;
    };
    for (uint32_t y = top; y < end; ++y) {
      a[waiting] = before.data + y * before.stride;
      b[waiting] = after.data + y * after.stride;
      // Most rows of two screenshots are equal.
      if (std::memcmp(a[waiting], b[waiting], row_bytes) == 0) continue;
      if (!differs) std::fill(marks.begin(), marks.end(), 0);
      differs = true;
      if (++waiting == kTogether) flush();
    }
    if (waiting > 0) flush();
    for (size_t column = 0, from = 0; differs && column < columns; ++column, from += tile_bytes) {
      row[column] += sum_of(marks.data() + from, std::min(tile_bytes, row_bytes - from));
    }
    top = end;
  }
}

void box_hash(const Frame& frame, uint32_t left, uint32_t top, uint32_t width, uint32_t height, uint32_t out[2]) {
  uint32_t low = 0x811c9dc5u, high = 0x9e3779b9u;
  for (uint32_t y = top; y < top + height; ++y) {
    const uint8_t* pixel = frame.data + y * frame.stride + static_cast<size_t>(left) * 4;
    for (uint32_t x = 0; x < width; ++x, pixel += 4) mix(pixel[0] | (pixel[1] << 8) | (static_cast<uint32_t>(pixel[2]) << 16), low, high);
  }
  out[0] = low;
  out[1] = high;
}

void tile_hashes(const Frame& frame, uint32_t tile, uint32_t* hashes) {
  for (uint32_t top = 0; top < frame.height; top += tile) {
    for (uint32_t left = 0; left < frame.width; left += tile, hashes += 2) {
      box_hash(frame, left, top, std::min(tile, frame.width - left), std::min(tile, frame.height - top), hashes);
    }
  }
}

VOUCH_SIMD uint64_t absolute_difference(const uint8_t* a, const uint8_t* b, size_t length) {
  uint64_t total = 0;
  while (length > 0) {
    const size_t block = std::min<size_t>(length, 1 << 20);
    uint32_t sum = 0;
    for (size_t i = 0; i < block; ++i) {
      const int difference = static_cast<int>(a[i]) - static_cast<int>(b[i]);
      sum += static_cast<uint32_t>(difference < 0 ? -difference : difference);
    }
    total += sum;
    a += block;
    b += block;
    length -= block;
  }
  return total;
}

}  // namespace vouch
