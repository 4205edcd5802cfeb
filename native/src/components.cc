#include "kernels.h"

#include <algorithm>
#include <cstring>

namespace vouch {
namespace {

struct Runs {
  std::vector<int32_t> spans;  // row, first column, column behind the last
  std::vector<int32_t> parents;
};

int32_t find(std::vector<int32_t>& parents, int32_t run) {
  while (parents[run] != run) run = parents[run] = parents[parents[run]];
  return run;
}

// The earlier run becomes the root, so that numbers follow the reading order.
void unite(std::vector<int32_t>& parents, int32_t a, int32_t b) {
  a = find(parents, a);
  b = find(parents, b);
  if (a < b) parents[b] = a;
  else parents[a] = b;
}

inline bool near(uint32_t a, uint32_t b, int tolerance) {
  if (a == b) return true;
  if (tolerance == 0) return false;
  for (int shift = 0; shift < 32; shift += 8) {
    const int difference = static_cast<int>((a >> shift) & 255) - static_cast<int>((b >> shift) & 255);
    if (difference > tolerance || difference < -tolerance) return false;
  }
  return true;
}

// `Row` gives the word of a column; `skips` says which words belong to nothing.
template <typename RowOf, typename Skips>
Runs find_runs(uint32_t width, uint32_t height, int tolerance, int reach, RowOf row_of, Skips skips) {
  Runs runs;
  int32_t above_from = 0, above_to = 0;
  for (uint32_t y = 0; y < height; ++y) {
    const auto row = row_of(y);
    const auto previous = row_of(y == 0 ? 0 : y - 1);
    const int32_t from = static_cast<int32_t>(runs.parents.size());
    int32_t above = above_from;
    for (int32_t x = 0; x < static_cast<int32_t>(width);) {
      const uint32_t word = row(x);
      int32_t end = x + 1;
      while (end < static_cast<int32_t>(width) && row(end) == word) ++end;
      if (!skips(word)) {
        const int32_t run = static_cast<int32_t>(runs.parents.size());
        if (run > from && runs.spans[run * 3 - 1] == x && near(row(x - 1), word, tolerance)) {
          runs.parents.push_back(run);
          unite(runs.parents, run - 1, run);
        } else {
          runs.parents.push_back(run);
        }
        runs.spans.push_back(static_cast<int32_t>(y));
        runs.spans.push_back(x);
        runs.spans.push_back(end);
        while (above < above_to && runs.spans[above * 3 + 2] <= x - reach) ++above;
        for (int32_t other = above; other < above_to && runs.spans[other * 3 + 1] < end + reach; ++other) {
          if (near(previous(runs.spans[other * 3 + 1]), word, tolerance)) unite(runs.parents, other, run);
        }
      }
      x = end;
    }
    above_from = from;
    above_to = static_cast<int32_t>(runs.parents.size());
  }
  return runs;
}

// Largest squares by dynamic programming.
void measure_thickness(const int32_t* labels, uint32_t width, uint32_t height, std::vector<int32_t>& thickness) {
  std::vector<int32_t> sides(width + 1, 0);
  for (uint32_t y = 0; y < height; ++y) {
    const int32_t* row = labels + static_cast<size_t>(y) * width;
    const int32_t* up = row - width;
    int32_t diagonal = 0;
    for (uint32_t x = 0; x < width; ++x) {
      const int32_t label = row[x];
      const int32_t above = sides[x + 1];
      int32_t side = 0;
      if (label >= 0) {
        side = 1;
        if (x > 0 && y > 0 && row[x - 1] == label && up[x] == label && up[x - 1] == label) side = 1 + std::min({above, diagonal, sides[x]});
        if (side > thickness[label]) thickness[label] = side;
      }
      diagonal = above;
      sides[x + 1] = side;
    }
  }
}

Components collect(Runs& found, uint32_t width, uint32_t height, int32_t* labels) {
  const int32_t run_count = static_cast<int32_t>(found.parents.size());
  std::vector<int32_t> numbers(run_count, -1);
  Components result;
  for (int32_t run = 0; run < run_count; ++run) {
    const int32_t root = find(found.parents, run);
    if (numbers[root] == -1) numbers[root] = result.count++;
    numbers[run] = numbers[root];
  }
  std::fill(labels, labels + static_cast<size_t>(width) * height, -1);
  result.boxes.resize(static_cast<size_t>(result.count) * 4);
  result.areas.assign(result.count, 0);
  result.thickness.assign(result.count, 0);
  result.first_run.assign(static_cast<size_t>(result.count) + 1, 0);
  for (int32_t i = 0; i < result.count; ++i) {
    const int32_t box[4] = {static_cast<int32_t>(width), static_cast<int32_t>(height), 0, 0};
    std::memcpy(&result.boxes[static_cast<size_t>(i) * 4], box, sizeof box);
  }
  for (int32_t run = 0; run < run_count; ++run) {
    const int32_t number = numbers[run];
    const int32_t y = found.spans[run * 3], from = found.spans[run * 3 + 1], to = found.spans[run * 3 + 2];
    std::fill(labels + static_cast<size_t>(y) * width + from, labels + static_cast<size_t>(y) * width + to, number);
    int32_t* box = &result.boxes[static_cast<size_t>(number) * 4];
    box[0] = std::min(box[0], from);
    box[1] = std::min(box[1], y);
    box[2] = std::max(box[2], to);
    box[3] = y + 1;
    result.areas[number] += to - from;
    ++result.first_run[number + 1];
  }
  for (int32_t i = 0; i < result.count; ++i) result.first_run[i + 1] += result.first_run[i];
  std::vector<int32_t> next(result.first_run.begin(), result.first_run.end() - 1);
  result.runs.resize(found.spans.size());
  for (int32_t run = 0; run < run_count; ++run) std::memcpy(&result.runs[static_cast<size_t>(next[numbers[run]]++) * 3], &found.spans[static_cast<size_t>(run) * 3], 3 * sizeof(int32_t));
  measure_thickness(labels, width, height, result.thickness);
  return result;
}

}  // namespace

Components colour_components(const Frame& frame, uint8_t tolerance, int32_t* labels) {
  const auto row_of = [&](uint32_t y) {
    const uint8_t* row = frame.data + y * frame.stride;
    return [row](int32_t x) {
      uint32_t word;
      std::memcpy(&word, row + static_cast<size_t>(x) * 4, 4);
      return word;
    };
  };
  Runs runs = find_runs(frame.width, frame.height, tolerance, 0, row_of, [](uint32_t) { return false; });
  return collect(runs, frame.width, frame.height, labels);
}

Components mask_components(const uint8_t* mask, uint32_t width, uint32_t height, int32_t* labels) {
  const auto row_of = [&](uint32_t y) {
    const uint8_t* row = mask + static_cast<size_t>(y) * width;
    return [row](int32_t x) -> uint32_t { return row[x] != 0 ? 1 : 0; };
  };
  Runs runs = find_runs(width, height, 0, 1, row_of, [](uint32_t word) { return word == 0; });
  return collect(runs, width, height, labels);
}

std::vector<int32_t> contour(const int32_t* labels, uint32_t width, uint32_t height, int32_t index, int32_t start_x, int32_t start_y) {
  static const int steps[8][2] = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
  const auto inside = [&](int32_t x, int32_t y) {
    return x >= 0 && y >= 0 && x < static_cast<int32_t>(width) && y < static_cast<int32_t>(height) && labels[static_cast<size_t>(y) * width + x] == index;
  };
  std::vector<int32_t> points{start_x, start_y};
  int32_t x = start_x, y = start_y;
  int from = 5, first_step = -1;
  for (;;) {
    int step = -1;
    for (int turn = 1; turn <= 8 && step == -1; ++turn) {
      const int candidate = (from + turn) % 8;
      if (inside(x + steps[candidate][0], y + steps[candidate][1])) step = candidate;
    }
    if (step == -1) break;
    if (x == start_x && y == start_y) {
      if (step == first_step) break;
      if (first_step == -1) first_step = step;
    }
    x += steps[step][0];
    y += steps[step][1];
    points.push_back(x);
    points.push_back(y);
    from = (step + 4) % 8;
  }
  // The border closes where it began.
  if (points.size() > 2) points.resize(points.size() - 2);
  return points;
}

}  // namespace vouch
