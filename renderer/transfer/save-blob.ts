// Hands bytes to the writer as a download: the way that works in every host without a dialog of its own.

export const saveBlob = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the blob after the click; a minute is plenty even for a large book.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A title as a file name that every system takes. */
export const fileName = (title: string, extension: string): string => {
  const safe = title
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 80)
  return `${safe || 'story'}.${extension}`
}
