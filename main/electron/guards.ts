// What no page in the shell may do: leave, open windows, embed others, ask for devices. Defence behind the CSP.
import { session, shell, type WebContents } from 'electron'
import { STUDIO_ORIGIN } from './studio-protocol.ts'

const isOurs = (url: string): boolean =>
  URL.parse(url)?.origin === STUDIO_ORIGIN || url.startsWith(`${STUDIO_ORIGIN}/`)

/** Only web and mail addresses go to the system; a file or a program behind a link never does. */
const mayOpenOutside = (url: string): boolean =>
  ['https:', 'http:', 'mailto:'].includes(URL.parse(url)?.protocol ?? '')

export const guardContents = (contents: WebContents): void => {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (isOurs(url)) return
    event.preventDefault()
    if (mayOpenOutside(url)) void shell.openExternal(url)
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** A writing studio copies text, fills the screen and, when its button is pressed, hears voice notes; it never sees. */
const ALLOWED = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** @param kinds what of a camera and a microphone is asked for. */
const isMicrophoneOnly = (permission: string, kinds: readonly (string | undefined)[]): boolean =>
  permission === 'media' && kinds.length > 0 && kinds.every((kind) => kind === 'audio')

export const guardSession = (): void => {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(ALLOWED.has(permission) || isMicrophoneOnly(permission, kinds))
  })
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, _origin, details) =>
      ALLOWED.has(permission) || isMicrophoneOnly(permission, [details.mediaType]),
  )
  defaultSession.setDevicePermissionHandler(() => false)
}
