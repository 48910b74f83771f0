// A title as the name of a file or folder that every system takes.

export const safeName = (title: string, fallback: string, maxLength = 80): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .slice(0, maxLength)
    .replace(/[\s.]+$|[\uD800-\uDBFF]$/u, '') || fallback
