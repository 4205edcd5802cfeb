#include "kernels.h"

namespace vouch {
namespace {

VOUCH_SIMD float dot(const float* a, const float* b, size_t length) {
  // Sums side by side, so that the loop fills a register of any width.
  float sums[32] = {};
  size_t i = 0;
  for (; i + 32 <= length; i += 32) {
    for (size_t lane = 0; lane < 32; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float total = 0;
  for (size_t lane = 0; lane < 32; ++lane) total += sums[lane];
  for (; i < length; ++i) total += a[i] * b[i];
  return total;
}

}  // namespace

void dot_products(const float* queries, size_t query_count, const float* rows, size_t row_count, size_t dimension, float* scores) {
  for (size_t row = 0; row < row_count; ++row) {
    for (size_t query = 0; query < query_count; ++query) scores[query * row_count + row] = dot(queries + query * dimension, rows + row * dimension, dimension);
  }
}

}  // namespace vouch
