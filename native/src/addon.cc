// The kernels for Node. The TypeScript side checks sizes first and words the errors; the checks here see to it that no
// call, however wrong, reads or writes outside of its buffers.
#include <napi.h>

#include <cstring>

#include "kernels.h"

namespace {

using Napi::CallbackInfo;
using Napi::Value;

[[noreturn]] void refuse(const CallbackInfo& info, const char* what) { throw Napi::RangeError::New(info.Env(), what); }

uint32_t whole(const CallbackInfo& info, size_t at, uint32_t least, uint32_t most) {
  if (!info[at].IsNumber()) refuse(info, "a number is missing");
  const double value = info[at].As<Napi::Number>().DoubleValue();
  if (!(value >= least && value <= most)) refuse(info, "a number is out of range");
  return static_cast<uint32_t>(value);
}

Napi::Uint8Array bytes(const CallbackInfo& info, size_t at, uint64_t needed) {
  if (!info[at].IsTypedArray() || info[at].As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) refuse(info, "a Uint8Array is missing");
  const auto array = info[at].As<Napi::Uint8Array>();
  if (array.ByteLength() < needed) refuse(info, "a Uint8Array is too short");
  return array;
}

template <typename Array>
Array array_of(const CallbackInfo& info, size_t at, napi_typedarray_type type, uint64_t needed) {
  if (!info[at].IsTypedArray() || info[at].As<Napi::TypedArray>().TypedArrayType() != type) refuse(info, "a typed array is missing or of another type");
  const auto array = info[at].As<Array>();
  if (array.ElementLength() < needed) refuse(info, "a typed array is too short");
  return array;
}

constexpr uint32_t kMostSide = 1u << 24;

// Arguments: data, width, height, stride.
vouch::Frame frame(const CallbackInfo& info, size_t at) {
  const uint32_t width = whole(info, at + 1, 1, kMostSide), height = whole(info, at + 2, 1, kMostSide);
  const uint32_t stride = whole(info, at + 3, width * 4, 0xffffffffu);
  const auto data = bytes(info, at, static_cast<uint64_t>(height - 1) * stride + static_cast<uint64_t>(width) * 4);
  return {data.Data(), width, height, stride};
}

Napi::Int32Array copied(Napi::Env env, const std::vector<int32_t>& values) {
  auto array = Napi::Int32Array::New(env, values.size());
  if (!values.empty()) std::memcpy(array.Data(), values.data(), values.size() * sizeof(int32_t));
  return array;
}

Value components_object(const CallbackInfo& info, const vouch::Components& found) {
  auto result = Napi::Object::New(info.Env());
  result.Set("count", found.count);
  result.Set("boxes", copied(info.Env(), found.boxes));
  result.Set("areas", copied(info.Env(), found.areas));
  result.Set("thickness", copied(info.Env(), found.thickness));
  result.Set("runs", copied(info.Env(), found.runs));
  result.Set("firstRun", copied(info.Env(), found.first_run));
  return result;
}

// before (data, width, height, stride), after (the same), tile, tolerance, counts
Value TileDifference(const CallbackInfo& info) {
  const auto before = frame(info, 0), after = frame(info, 4);
  if (before.width != after.width || before.height != after.height) refuse(info, "frames differ in size");
  const uint32_t tile = whole(info, 8, 1, 4096), tolerance = whole(info, 9, 0, 255);
  const uint64_t tiles = static_cast<uint64_t>((before.width + tile - 1) / tile) * ((before.height + tile - 1) / tile);
  auto counts = array_of<Napi::Uint32Array>(info, 10, napi_uint32_array, tiles);
  vouch::tile_difference(before, after, tile, static_cast<uint8_t>(tolerance), counts.Data());
  return info.Env().Undefined();
}

// frame, tile, hashes
Value TileHashes(const CallbackInfo& info) {
  const auto image = frame(info, 0);
  const uint32_t tile = whole(info, 4, 1, 4096);
  const uint64_t tiles = static_cast<uint64_t>((image.width + tile - 1) / tile) * ((image.height + tile - 1) / tile);
  auto hashes = array_of<Napi::Uint32Array>(info, 5, napi_uint32_array, tiles * 2);
  vouch::tile_hashes(image, tile, hashes.Data());
  return info.Env().Undefined();
}

// frame, left, top, width, height, hash
Value BoxHash(const CallbackInfo& info) {
  const auto image = frame(info, 0);
  const uint32_t left = whole(info, 4, 0, image.width), top = whole(info, 5, 0, image.height);
  const uint32_t width = whole(info, 6, 0, image.width - left), height = whole(info, 7, 0, image.height - top);
  auto hash = array_of<Napi::Uint32Array>(info, 8, napi_uint32_array, 2);
  vouch::box_hash(image, left, top, width, height, hash.Data());
  return info.Env().Undefined();
}

// a, b
Value AbsoluteDifference(const CallbackInfo& info) {
  const auto a = bytes(info, 0, 0);
  const auto b = bytes(info, 1, a.ByteLength());
  return Napi::Number::New(info.Env(), static_cast<double>(vouch::absolute_difference(a.Data(), b.Data(), a.ByteLength())));
}

// frame, tolerance, labels
Value ColourComponents(const CallbackInfo& info) {
  const auto image = frame(info, 0);
  const uint32_t tolerance = whole(info, 4, 0, 255);
  auto labels = array_of<Napi::Int32Array>(info, 5, napi_int32_array, static_cast<uint64_t>(image.width) * image.height);
  return components_object(info, vouch::colour_components(image, static_cast<uint8_t>(tolerance), labels.Data()));
}

// mask, width, height, labels
Value MaskComponents(const CallbackInfo& info) {
  const uint32_t width = whole(info, 1, 1, kMostSide), height = whole(info, 2, 1, kMostSide);
  const auto mask = bytes(info, 0, static_cast<uint64_t>(width) * height);
  auto labels = array_of<Napi::Int32Array>(info, 3, napi_int32_array, static_cast<uint64_t>(width) * height);
  return components_object(info, vouch::mask_components(mask.Data(), width, height, labels.Data()));
}

// labels, width, height, index, start x, start y
Value Contour(const CallbackInfo& info) {
  const uint32_t width = whole(info, 1, 1, kMostSide), height = whole(info, 2, 1, kMostSide);
  const auto labels = array_of<Napi::Int32Array>(info, 0, napi_int32_array, static_cast<uint64_t>(width) * height);
  const uint32_t index = whole(info, 3, 0, 0x7fffffff), x = whole(info, 4, 0, width - 1), y = whole(info, 5, 0, height - 1);
  if (labels.Data()[static_cast<size_t>(y) * width + x] != static_cast<int32_t>(index)) refuse(info, "the first pixel is not of this component");
  return copied(info.Env(), vouch::contour(labels.Data(), width, height, static_cast<int32_t>(index), static_cast<int32_t>(x), static_cast<int32_t>(y)));
}

// data, source width, source height, stride, channels, part (x, y, width, height), width, height, scales and offsets (6), reversed, out
Value ToPlanes(const CallbackInfo& info) {
  const uint32_t source_width = whole(info, 1, 1, kMostSide), source_height = whole(info, 2, 1, kMostSide);
  const uint32_t channels = whole(info, 4, 3, 4);
  const uint32_t stride = whole(info, 3, source_width * channels, 0xffffffffu);
  const auto data = bytes(info, 0, static_cast<uint64_t>(source_height - 1) * stride + static_cast<uint64_t>(source_width) * channels);
  const auto part = array_of<Napi::Float64Array>(info, 5, napi_float64_array, 4);
  const uint32_t width = whole(info, 6, 1, 1u << 16), height = whole(info, 7, 1, 1u << 16);
  const auto factors = array_of<Napi::Float32Array>(info, 8, napi_float32_array, 6);
  auto out = array_of<Napi::Float32Array>(info, 10, napi_float32_array, static_cast<uint64_t>(width) * height * 3);
  const vouch::Rectangle rectangle{part[0], part[1], part[2], part[3]};
  vouch::to_planes({data.Data(), source_width, source_height, channels, stride}, rectangle, width, height, factors.Data(), factors.Data() + 3, info[9].ToBoolean().Value(), out.Data());
  return info.Env().Undefined();
}

// frame, hash (two halves: high, low)
Value DifferenceHash(const CallbackInfo& info) {
  const auto image = frame(info, 0);
  return Napi::BigInt::New(info.Env(), vouch::difference_hash(image));
}

// queries, rows, dimension, scores
Value DotProducts(const CallbackInfo& info) {
  const uint32_t dimension = whole(info, 2, 1, kMostSide);
  const auto queries = array_of<Napi::Float32Array>(info, 0, napi_float32_array, 0);
  const auto rows = array_of<Napi::Float32Array>(info, 1, napi_float32_array, 0);
  const size_t query_count = queries.ElementLength() / dimension, row_count = rows.ElementLength() / dimension;
  auto scores = array_of<Napi::Float32Array>(info, 3, napi_float32_array, static_cast<uint64_t>(query_count) * row_count);
  vouch::dot_products(queries.Data(), query_count, rows.Data(), row_count, dimension, scores.Data());
  return info.Env().Undefined();
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("tileDifference", Napi::Function::New(env, TileDifference));
  exports.Set("tileHashes", Napi::Function::New(env, TileHashes));
  exports.Set("boxHash", Napi::Function::New(env, BoxHash));
  exports.Set("absoluteDifference", Napi::Function::New(env, AbsoluteDifference));
  exports.Set("colourComponents", Napi::Function::New(env, ColourComponents));
  exports.Set("maskComponents", Napi::Function::New(env, MaskComponents));
  exports.Set("contour", Napi::Function::New(env, Contour));
  exports.Set("toPlanes", Napi::Function::New(env, ToPlanes));
  exports.Set("differenceHash", Napi::Function::New(env, DifferenceHash));
  exports.Set("dotProducts", Napi::Function::New(env, DotProducts));
  return exports;
}

}  // namespace

NODE_API_MODULE(vouch_kernels, Init)
