// Remembers where the window was: one small file, and only places that are still on a screen.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserWindow, Rectangle, Screen } from 'electron'

interface WindowState {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

const DEFAULT: Pick<Rectangle, 'width' | 'height'> = { width: 1440, height: 900 }
const MINIMUM = 100

const isState = (value: unknown): value is WindowState => {
  if (typeof value !== 'object' || value === null || !('bounds' in value)) return false
  const { bounds } = value as { bounds: Partial<Record<keyof Rectangle, unknown>> | null }
  return (
    typeof bounds === 'object' &&
    bounds !== null &&
    (['x', 'y', 'width', 'height'] as const).every((key) => Number.isInteger(bounds[key]))
  )
}

/** True when enough of it can be seen to be grabbed. */
export const isVisible = (bounds: Rectangle, areas: readonly Rectangle[]): boolean =>
  areas.some((area) => {
    const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y)
    return width >= MINIMUM && height >= MINIMUM
  })

const stateFile = (dataDir: string): string => path.join(dataDir, 'window.json')

export const readWindowState = (
  dataDir: string,
  screen: Screen,
): Partial<Rectangle> & { maximized: boolean } => {
  try {
    const state: unknown = JSON.parse(readFileSync(stateFile(dataDir), 'utf8'))
    const areas = screen.getAllDisplays().map((display) => display.workArea)
    if (isState(state) && isVisible(state.bounds, areas))
      return { ...state.bounds, maximized: state.maximized }
  } catch {
    // The first start, or a file that somebody edited.
  }
  return { ...DEFAULT, maximized: false }
}

export const rememberWindowState = (dataDir: string, window: BrowserWindow): void => {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
  writeFileSync(stateFile(dataDir), JSON.stringify(state))
}
