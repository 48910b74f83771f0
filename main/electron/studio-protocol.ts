// arcwright://studio/…: the renderer's files on an origin of their own, with the same headers as in the browser host.
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { rendererDir } from '../app-root.ts'
import { findStaticFile, securityHeaders } from '../static-files.ts'

const SCHEME = 'arcwright'
const HOST = 'studio'
export const STUDIO_ORIGIN = `${SCHEME}://${HOST}`

/** Before the app is ready. */
export const registerStudioScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])

const notFound = (): Response =>
  new Response('There is nothing here.', { status: 404, headers: securityHeaders("'self'") })

/** After the app is ready. */
export const serveStudio = (): void =>
  protocol.handle(SCHEME, async (request) => {
    const url = URL.parse(request.url)
    if (url?.host !== HOST || request.method !== 'GET') return notFound()
    const found = findStaticFile(rendererDir, url.pathname)
    if (!found) return notFound()
    const body = new Uint8Array(await readFile(found.file))
    return new Response(body, { headers: { ...securityHeaders("'self'"), 'content-type': found.mime } })
  })
