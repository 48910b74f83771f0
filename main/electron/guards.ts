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

/** Copying text is the one permission a writing studio needs. */
const ALLOWED = new Set(['clipboard-sanitized-write', 'fullscreen'])

export const guardSession = (): void => {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED.has(permission)),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission))
  defaultSession.setDevicePermissionHandler(() => false)
}
