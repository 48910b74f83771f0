// A real Chromium for tests: the system's if there is one, else the headless one that comes inside an npm package.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** In place of the package's own, which put a whole browser into one process: its windows end and stall together. */
const PACKED = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

export interface Chromium {
  readonly executable: string
  readonly args: readonly string[]
}

/** `ARCWRIGHT_BROWSER` names another one. */
export const findChromium = async (): Promise<Chromium> => {
  const quiet = [
    // Chromium refuses to sandbox itself for root, as in containers.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    '--force-color-profile=srgb',
    // No test hears this machine's microphone: a made one beeps.
    '--use-fake-device-for-media-stream',
  ]
  const system = [process.env.ARCWRIGHT_BROWSER, ...SYSTEM].find((file) => file && existsSync(file))
  if (system) return { executable: system, args: quiet }
  const packed = (await import('@sparticuz/chromium')).default
  return { executable: await packed.executablePath(), args: [...quiet, ...PACKED] }
}

/** @param more further switches of Chromium's. */
export const launchChromium = async (more: readonly string[] = []): Promise<Browser> => {
  const { executable, args } = await findChromium()
  return chromium.launch({ executablePath: executable, args: [...args, ...more], headless: true })
}
