// protocol.handle: Chromium knows no custom schemes here, so pages live on an https origin whose requests are all intercepted.
import type { CDPSession } from 'playwright'

type Handler = (request: Request) => Promise<Response>
type Paused = { requestId: string; request: { url: string; method: string } }

const handlers = new Map<string, Handler>()

/** arcwright://studio/x ⇄ https://studio.arcwright.localhost/x: secure, and never on the network. */
export const toPageUrl = (url: string): string =>
  url.replace(/^([a-z]+):\/\/([a-z]+)/, (whole, scheme: string, host: string) =>
    handlers.has(scheme) ? `https://${host}.${scheme}.localhost` : whole,
  )

export const toSchemeUrl = (url: string): string =>
  url.replace(/^https:\/\/([a-z]+)\.([a-z]+)\.localhost/, (whole, host: string, scheme: string) =>
    handlers.has(scheme) ? `${scheme}://${host}` : whole,
  )

export const protocol = {
  registerSchemesAsPrivileged: (): void => undefined,
  handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler),
}

/** Everything that is not ours fails as it would without a network. */
export const answerFromProtocol = async (
  session: CDPSession,
  { requestId, request }: Paused,
): Promise<void> => {
  const url = toSchemeUrl(request.url)
  const handler = handlers.get(url.slice(0, url.indexOf(':')))
  try {
    if (!handler) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'InternetDisconnected' })
      return
    }
    // Node's Request knows only its own schemes by sight; the handler reads url and method.
    const response = await handler({ url, method: request.method } as Request)
    const body = Buffer.from(await response.arrayBuffer())
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: body.toString('base64'),
    })
  } catch {
    // The page has gone meanwhile.
  }
}
