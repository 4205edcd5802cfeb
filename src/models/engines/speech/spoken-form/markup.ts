/** Markdown, HTML tags and emoji taken off; list items and headings become sentences of their own. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*(```|~~~).*$/gm, '')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<\/?[a-zA-Z][^<>\n]{0,200}>/g, ' ')
    .replace(/!\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\[([^\]\n]+)\]\([^)\n]*\)/g, '$1')
    .replace(/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, '')
    .replace(/^\s*([-*_])(\s*\1){2,}\s*$/gm, '')
    .replace(/^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$/gm, (_, title: string) => ended(title))
    .replace(/^[ \t]*(?:[-*+•‣▪]|\d{1,2}[.)])[ \t]+(.+)$/gm, (_, item: string) => ended(item))
    .replace(/^[ \t]*>[ \t]?/gm, '')
    .replace(/^[ \t]*\|(.+)\|[ \t]*$/gm, (_, row: string) => ended(row.replaceAll('|', ', ')))
    .replace(/(\*\*\*|\*\*|__|~~)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*\S)\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)_(?=\S)([^_\n]*\S)_(?!\w)/g, '$1')
    .replace(/`+([^`\n]*)`+/g, '$1')
    .replace(/[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{FE0F}\u{200D}\u{20E3}]/gu, (found) => (/[©®™0-9#*]/.test(found) ? found : ' '));
}

/** With a full stop when it has no end of its own, so that a pause follows. */
function ended(line: string): string {
  const trimmed = line.trim();
  return trimmed === '' || /[.!?:;,…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
