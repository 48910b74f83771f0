// Finds the renderer's built files for an address, and nothing outside their folder; knows their types and headers.
import { statSync } from 'node:fs'
import path from 'node:path'

const MIME: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export interface StaticFile {
  readonly file: string
  readonly mime: string
  readonly sizeBytes: number
  /** Vite names everything under assets/ by its content. */
  readonly immutable: boolean
}

/** Undefined when there is no such file in `folder`. Never throws. */
export const findStaticFile = (folder: string, pathname: string): StaticFile | undefined => {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined
  const file = path.join(folder, decoded === '/' ? 'index.html' : decoded)
  if (!file.startsWith(folder + path.sep)) return undefined
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile()) return undefined
  return {
    file,
    mime: MIME[path.extname(file)] ?? 'application/octet-stream',
    sizeBytes: stat.size,
    immutable: decoded.startsWith('/assets/'),
  }
}

/** No script but ours, nothing from elsewhere, never inside another page. `connect` is where the engine may be reached. */
export const securityHeaders = (connect: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    // The editor and the component library set styles from script.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    `connect-src ${connect}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), usb=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})
