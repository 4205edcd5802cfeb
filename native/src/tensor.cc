#include "kernels.h"

#include <algorithm>
#include <cmath>

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

VOUCH_SIMD void blend_columns(const float* row, const int32_t* first, const int32_t* second, const float* weight, size_t count, float scale, float offset, float* out) {
  for (size_t i = 0; i < count; ++i) {
    const float left = row[first[i]];
    out[i] = (left + weight[i] * (row[second[i]] - left)) * scale + offset;
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
  std::vector<float> row(length);
  const size_t plane = static_cast<size_t>(width) * height;
  for (uint32_t y = 0; y < height; ++y) {
    const uint8_t* upper = image.data + down.first[y] * image.stride + static_cast<size_t>(least) * image.channels;
    const uint8_t* lower = image.data + down.second[y] * image.stride + static_cast<size_t>(least) * image.channels;
    blend_rows(upper, lower, down.weight[y], length, row.data());
    for (int channel = 0; channel < 3; ++channel) {
      const int source = reversed ? 2 - channel : channel;
      blend_columns(row.data() + source, across.first.data(), across.second.data(), across.weight.data(), width, scale[channel], offset[channel], out + channel * plane + static_cast<size_t>(y) * width);
    }
  }
}

}  // namespace vouch
