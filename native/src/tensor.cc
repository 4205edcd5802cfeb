#include "kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vouch {
namespace {

// Where an output coordinate lies between two source coordinates.
struct Tap {
  std::vector<int32_t> first, second;
  std::vector<float> weight;
};

Tap taps(uint32_t source, double from, double length, uint32_t count) {
  Tap tap;
  tap.first.resize(count);
  tap.second.resize(count);
  tap.weight.resize(count);
  for (uint32_t i = 0; i < count; ++i) {
    const double at = std::min<double>(source - 1.0, std::max(0.0, from + (i + 0.5) * (length / count) - 0.5));
    const int32_t low = static_cast<int32_t>(std::floor(at));
    tap.first[i] = low;
    tap.second[i] = std::min<int32_t>(static_cast<int32_t>(source) - 1, low + 1);
    tap.weight[i] = static_cast<float>(at - low);
  }
  return tap;
}

VOUCH_SIMD void blend_rows(const uint8_t* upper, const uint8_t* lower, float weight, size_t length, float* out) {
  for (size_t i = 0; i < length; ++i) out[i] = static_cast<float>(upper[i]) + weight * (static_cast<float>(lower[i]) - static_cast<float>(upper[i]));
}

// Four floats: the channels of a pixel, or one channel of four pixels.
typedef float Four __attribute__((vector_size(16)));

inline Four load(const float* from) {
  Four four;
  std::memcpy(&four, from, sizeof(four));
  return four;
}

inline void store(float* to, const Four& four) { std::memcpy(to, &four, sizeof(four)); }

// All channels of a pixel at once; four pixels are turned round into their planes. `row` holds one float more than its pixels.
VOUCH_SIMD void blend_columns(const float* row, const int32_t* first, const int32_t* second, const float* weight, size_t count, const float scale[4], const float offset[4], float* const planes[3]) {
  const Four by = load(scale), plus = load(offset);
  const auto pixel = [&](size_t i) {
    const Four left = load(row + first[i]), share = {weight[i], weight[i], weight[i], weight[i]};
    return (left + share * (load(row + second[i]) - left)) * by + plus;
  };
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const Four a = pixel(i), b = pixel(i + 1), c = pixel(i + 2), d = pixel(i + 3);
    store(planes[0] + i, Four{a[0], b[0], c[0], d[0]});
    store(planes[1] + i, Four{a[1], b[1], c[1], d[1]});
    store(planes[2] + i, Four{a[2], b[2], c[2], d[2]});
  }
  for (; i < count; ++i) {
    const Four one = pixel(i);
    for (int channel = 0; channel < 3; ++channel) planes[channel][i] = one[channel];
  }
}

}  // namespace

void to_planes(const Image& image, const Rectangle& part, uint32_t width, uint32_t height, const float scale[3], const float offset[3], bool reversed, float* out) {
  Tap across = taps(image.width, part.x, part.width, width);
  const Tap down = taps(image.height, part.y, part.height, height);
  // Columns outside of what is asked for are not blended.
  const int32_t least = *std::min_element(across.first.begin(), across.first.end());
  const int32_t most = *std::max_element(across.second.begin(), across.second.end());
  const size_t length = static_cast<size_t>(most - least + 1) * image.channels;
  for (uint32_t i = 0; i < width; ++i) {
    across.first[i] = (across.first[i] - least) * static_cast<int32_t>(image.channels);
    across.second[i] = (across.second[i] - least) * static_cast<int32_t>(image.channels);
  }
  std::vector<float> row(length + 1);
  // By the channel of the source; the planes may be in the other order.
  float by[4] = {0, 0, 0, 0}, plus[4] = {0, 0, 0, 0};
  for (int source = 0; source < 3; ++source) {
    by[source] = scale[reversed ? 2 - source : source];
    plus[source] = offset[reversed ? 2 - source : source];
  }
  const size_t plane = static_cast<size_t>(width) * height;
  for (uint32_t y = 0; y < height; ++y) {
    const uint8_t* upper = image.data + down.first[y] * image.stride + static_cast<size_t>(least) * image.channels;
    const uint8_t* lower = image.data + down.second[y] * image.stride + static_cast<size_t>(least) * image.channels;
    blend_rows(upper, lower, down.weight[y], length, row.data());
    float* planes[3];
    for (int source = 0; source < 3; ++source) planes[source] = out + static_cast<size_t>(reversed ? 2 - source : source) * plane + static_cast<size_t>(y) * width;
    blend_columns(row.data(), across.first.data(), across.second.data(), across.weight.data(), width, by, plus, planes);
  }
}

}  // namespace vouch
