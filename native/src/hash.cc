#include "kernels.h"

#include <algorithm>

namespace vouch {
namespace {

VOUCH_SIMD uint64_t brightness(const uint8_t* pixel, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; ++i) sum += (77u * pixel[4 * i] + 150u * pixel[4 * i + 1] + 29u * pixel[4 * i + 2]) >> 8;
  return sum;
}

}  // namespace

uint64_t difference_hash(const Frame& frame) {
  constexpr uint32_t columns = 9, rows = 8;
  uint64_t hash = 0;
  for (uint32_t row = 0; row < rows; ++row) {
    uint64_t sums[columns], counts[columns];
    const uint64_t top = static_cast<uint64_t>(row) * frame.height / rows;
    const uint64_t bottom = std::max<uint64_t>(top + 1, static_cast<uint64_t>(row + 1) * frame.height / rows);
    for (uint32_t column = 0; column < columns; ++column) {
      const uint64_t left = static_cast<uint64_t>(column) * frame.width / columns;
      const uint64_t right = std::max<uint64_t>(left + 1, static_cast<uint64_t>(column + 1) * frame.width / columns);
      sums[column] = 0;
      counts[column] = (right - left) * (bottom - top);
      for (uint64_t y = top; y < bottom; ++y) sums[column] += brightness(frame.data + y * frame.stride + left * 4, right - left);
    }
    // Means are compared without dividing.
    for (uint32_t column = 0; column + 1 < columns; ++column) hash = (hash << 1) | (sums[column] * counts[column + 1] > sums[column + 1] * counts[column] ? 1 : 0);
  }
  return hash;
}

}  // namespace vouch
