// The address of a Redis as it may be shown: without what opens it.

/** Throws TypeError on what is no address. */
export const shownAddress = (url: string): string => {
  const { protocol, hostname, port, pathname } = new URL(url)
  return `${protocol}//${hostname}:${port === '' ? '6379' : port}${pathname === '/' ? '' : pathname}`
}
