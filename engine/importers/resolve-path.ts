// Addresses inside a book of several files, from the file that holds them.

/** `base` is the file that holds the address. Addresses outside the book resolve to nothing that exists. */
export const resolvePath = (base: string, href: string): string => {
  const clean = href.replace(/[?#].*$/su, '')
  let decoded = clean
  try {
    decoded = decodeURIComponent(clean)
  } catch {
    // Taken as it stands.
  }
  const parts: string[] = decoded.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const part of decoded.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
