/**
 * Groups of formats whose bytes look alike and whose extensions people swap freely. A name and the bytes contradict each
 * other only when they belong to different families.
 */
interface Family {
  readonly name: string;
  readonly what: 'image' | 'stream' | 'text' | 'other';
  readonly extensions: readonly string[];
  readonly mimes: readonly RegExp[];
}

const FAMILIES: readonly Family[] = [
  { name: 'JPEG picture', what: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], mimes: [/^image\/jpeg$/] },
  { name: 'PNG picture', what: 'image', extensions: ['png', 'apng'], mimes: [/^image\/a?png$/] },
  { name: 'GIF picture', what: 'image', extensions: ['gif'], mimes: [/^image\/gif$/] },
  { name: 'WebP picture', what: 'image', extensions: ['webp'], mimes: [/^image\/webp$/] },
  { name: 'TIFF picture', what: 'image', extensions: ['tif', 'tiff'], mimes: [/^image\/tiff$/] },
  { name: 'BMP picture', what: 'image', extensions: ['bmp'], mimes: [/^image\/bmp$/] },
  { name: 'HEIF or AVIF picture', what: 'image', extensions: ['heic', 'heif', 'avif'], mimes: [/^image\/(hei[cf]|avif)(-sequence)?$/] },
  { name: 'SVG drawing', what: 'image', extensions: ['svg'], mimes: [/^image\/svg\+xml$/] },
  { name: 'MP4 or QuickTime file', what: 'stream', extensions: ['mp4', 'm4v', 'mov', 'qt', 'm4a', 'm4b', '3gp', '3g2'], mimes: [/^(video|audio)\/(mp4|quicktime|x-m4[abv]|3gpp2?)$/] },
  { name: 'Matroska or WebM file', what: 'stream', extensions: ['mkv', 'mka', 'webm'], mimes: [/^(video|audio)\/(x-)?(matroska|webm)$/] },
  { name: 'AVI video', what: 'stream', extensions: ['avi'], mimes: [/^video\/(vnd\.avi|x-msvideo)$/] },
  { name: 'Flash video', what: 'stream', extensions: ['flv'], mimes: [/^video\/x-flv$/] },
  { name: 'MPEG video', what: 'stream', extensions: ['ts', 'mts', 'm2ts', 'mpg', 'mpeg', 'vob'], mimes: [/^video\/(mp2t|mpeg|mp1s|mp2p)$/i] },
  { name: 'Windows media file', what: 'stream', extensions: ['wmv', 'wma', 'asf'], mimes: [/^(video|audio|application)\/(vnd\.ms-asf|x-ms-(asf|wm[av]))$/] },
  { name: 'Ogg file', what: 'stream', extensions: ['ogg', 'oga', 'ogv', 'opus', 'spx'], mimes: [/^(video|audio|application)\/(ogg|opus)/] },
  { name: 'MP3 sound', what: 'stream', extensions: ['mp3', 'mp2', 'mpga'], mimes: [/^audio\/mpeg$/] },
  { name: 'WAVE sound', what: 'stream', extensions: ['wav', 'wave'], mimes: [/^audio\/(vnd\.)?(x-)?wave?$/] },
  { name: 'FLAC sound', what: 'stream', extensions: ['flac'], mimes: [/^audio\/(x-)?flac$/] },
  { name: 'AIFF sound', what: 'stream', extensions: ['aif', 'aiff', 'aifc'], mimes: [/^audio\/aiff$/] },
  { name: 'AAC sound', what: 'stream', extensions: ['aac'], mimes: [/^audio\/aac$/] },
  { name: 'AMR sound', what: 'stream', extensions: ['amr'], mimes: [/^audio\/amr$/] },
  { name: 'Core Audio sound', what: 'stream', extensions: ['caf'], mimes: [/^audio\/x-caf$/] },
  { name: 'text', what: 'text', extensions: ['txt', 'md', 'markdown', 'csv', 'tsv', 'json', 'jsonl', 'srt', 'vtt', 'ass', 'log', 'xml', 'html', 'htm', 'yaml', 'yml'], mimes: [/^text\//, /^application\/(json|xml|x-subrip|x-ndjson|yaml)$/] },
  { name: 'PDF document', what: 'other', extensions: ['pdf'], mimes: [/^application\/pdf$/] },
  { name: 'ZIP archive', what: 'other', extensions: ['zip'], mimes: [/^application\/zip$/] },
  { name: 'Office document', what: 'other', extensions: ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'doc', 'xls', 'ppt'], mimes: [/officedocument|opendocument|x-cfb/] },
  { name: 'program', what: 'other', extensions: ['exe', 'dll', 'so'], mimes: [/x-(msdownload|elf|executable|mach-binary)/] },
];

/** Family that a file extension (without the dot, any case) claims; undefined for extensions that claim nothing known. */
export function familyOfExtension(extension: string): Family | undefined {
  return FAMILIES.find((family) => family.extensions.includes(extension.toLowerCase()));
}

/** Family that a MIME type belongs to. */
export function familyOfMime(mime: string): Family | undefined {
  return FAMILIES.find((family) => family.mimes.some((pattern) => pattern.test(mime)));
}

const TEXT_MIMES: Readonly<Record<string, string>> = {
  md: 'text/markdown', markdown: 'text/markdown', csv: 'text/csv', tsv: 'text/tab-separated-values', json: 'application/json', jsonl: 'application/x-ndjson',
  srt: 'application/x-subrip', vtt: 'text/vtt', xml: 'application/xml', html: 'text/html', htm: 'text/html', yaml: 'application/yaml', yml: 'application/yaml',
};

/** MIME type of a text file by its extension. */
export function textMime(extension: string): string {
  return TEXT_MIMES[extension.toLowerCase()] ?? 'text/plain';
}
