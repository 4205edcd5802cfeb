import { readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import { VouchError, type ChatPart } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';

/** The one place where media bytes are put on the wire: an image becomes a data URI, audio becomes base64 with its format. */
export async function toWirePart(part: ChatPart, endpoint: Endpoint): Promise<ChatCompletionContentPart> {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type === 'video') {
    throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} takes no video in a conversation; sample frames and send them as images.`, { details: { server: endpoint.server, modality: 'video' } });
  }
  const bytes = await readFile(part.path);
  const mime = part.mime ?? (await fileTypeFromBuffer(bytes))?.mime;
  if (mime === undefined) throw new VouchError('INPUT_CORRUPT', `${part.path} is no ${part.type} that can be sent to a model.`, { details: { file: part.path } });
  if (part.type === 'image') return { type: 'image_url', image_url: { url: `data:${mime};base64,${bytes.toString('base64')}` } };
  return { type: 'input_audio', input_audio: { data: bytes.toString('base64'), format: audioFormat(mime, endpoint) } };
}

function audioFormat(mime: string, endpoint: Endpoint): 'wav' | 'mp3' {
  if (/wav|wave/.test(mime)) return 'wav';
  if (/mpeg|mp3/.test(mime)) return 'mp3';
  throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} takes audio as WAV or MP3, not ${mime}.`, { details: { server: endpoint.server, mime } });
}
