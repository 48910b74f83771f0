// How much of the window panels take where the writer has dragged their lines; what fits is app.css' to say.
import { currentSettings, type Settings, updateSettings } from './settings-store.ts'

type PaneSizes = Settings['paneSizes']
export type Pane = keyof PaneSizes

const PANES = ['binder', 'side', 'timeline'] as const satisfies readonly Pane[]
const USUAL: PaneSizes = { binder: 0, side: 0, timeline: 0 }

/** No panel is made smaller, in CSS pixels. */
export const LEAST: PaneSizes = { binder: 150, side: 270, timeline: 120 }

/** The custom property that app.css reads. */
export const paneProperty = (pane: Pane): string => `--${pane}-size`

/** The least sizes, and those that the writer chose. */
export const paneStyle = (sizes: PaneSizes): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(PANES.map((pane) => [`--${pane}-least`, `${LEAST[pane]}px`])),
  ...Object.fromEntries(
    PANES.filter((pane) => sizes[pane] > 0).map((pane) => [paneProperty(pane), `${sizes[pane]}px`]),
  ),
})

/** @param size in CSS pixels; 0: the usual one */
export const keepPane = (pane: Pane, size: number): Promise<void> =>
  updateSettings({ paneSizes: { ...currentSettings().paneSizes, [pane]: size } })

export const usualPanes = (): Promise<void> => updateSettings({ paneSizes: USUAL })
