// Finds a Chromium-like browser and opens the studio in a window of its own, with a profile that vanishes afterwards.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const UNIX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
]
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

const places = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] => {
  switch (platform) {
    case 'darwin':
      return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => WINDOWS.map((file) => path.join(folder, file)))
    default:
      return (env.PATH ?? '')
        .split(path.delimiter)
        .flatMap((folder) => UNIX.map((name) => path.join(folder, name)))
  }
}

/** The path of an installed browser that knows `--app`, or undefined. `ARCWRIGHT_BROWSER` names another one. */
export const findBrowser = (
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined =>
  [env.ARCWRIGHT_BROWSER, ...places(platform, env)].find((file) => file && existsSync(file))

/** Without a screen a window cannot open. */
export const hasDisplay = (
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): boolean => platform !== 'linux' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY)

export interface AppWindow {
  close(): void
}

/** @param onClosed the writer closed the window, or it could not open (`code` other than 0). */
export const openAppWindow = (
  executable: string,
  url: string,
  onClosed: (code: number | null) => void,
): AppWindow => {
  const profile = mkdtempSync(path.join(tmpdir(), 'arcwright-window-'))
  const child = spawn(
    executable,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses to sandbox itself for root, as in containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore' },
  )
  let closed = false
  const end = (code: number | null): void => {
    if (closed) return
    closed = true
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    onClosed(code)
  }
  child.once('error', () => end(null))
  child.once('exit', end)
  return {
    close: () => {
      child.kill()
    },
  }
}
