// How values cross between the page's worlds and this process: JSON, with bytes and undefined kept.

/** The functions are also injected into pages as text: they may use nothing but what a page has. */
export const encode = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === undefined) return { $undefined: 1 }
    if (inner instanceof ArrayBuffer) inner = new Uint8Array(inner)
    if (!(inner instanceof Uint8Array)) return inner
    let text = ''
    for (let at = 0; at < inner.length; at += 32_768)
      text += String.fromCharCode(...inner.subarray(at, at + 32_768))
    return { $bytes: btoa(text) }
  })

export const decode = (text: string): unknown =>
  JSON.parse(text, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null) return inner
    if ('$undefined' in inner) return undefined
    if ('$bytes' in inner) return Uint8Array.from(atob(inner.$bytes as string), (char) => char.charCodeAt(0))
    return inner
  })
