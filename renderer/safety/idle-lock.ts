// Closes an encrypted project, everything saved, when nobody has touched the window for a while; its passphrase is then
// asked for again.
import { appStore, closeProject } from '../app/app-store.ts'
import { currentSettings } from '../app/settings-store.ts'
import { manuscriptStore } from '../manuscript/manuscript-store.ts'
import { askPassphrase } from './refused-notices.ts'

const MINUTE_MS = 60_000
const CHECK_MS = 10_000

let touchedAt = performance.now()

for (const event of ['keydown', 'pointerdown', 'wheel'])
  window.addEventListener(event, () => (touchedAt = performance.now()), { capture: true, passive: true })

const lockIfIdle = async (): Promise<void> => {
  const { project } = appStore.getState()
  if (!project?.encrypted) return
  const { lockAfterMinutes } = currentSettings()
  if (lockAfterMinutes === 0 || performance.now() - touchedAt < lockAfterMinutes * MINUTE_MS) return
  // What cannot be saved just now stays in the window: words come before the lock.
  if (manuscriptStore.getState().saveState !== 'saved') return
  await closeProject()
  askPassphrase(project.path, project.readOnly !== null, false)
}

setInterval(() => void lockIfIdle(), CHECK_MS)
