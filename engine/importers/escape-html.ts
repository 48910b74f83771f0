// Text on its way into HTML that our own reader reads next.

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/gu, (char) => ENTITIES[char] ?? char)
