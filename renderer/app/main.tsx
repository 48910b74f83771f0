// The window's entry: draws the app and starts it.
import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/source-serif-4/opsz.css'
import '@fontsource-variable/source-serif-4/opsz-italic.css'
import '../ui/base.css'
import '../ui/buttons.css'
import '../ui/overlay.css'
import '../ui/fields.css'
import '../ui/controls.css'
import { createRoot } from 'react-dom/client'
import { commands } from '../commands/registry.ts'
import { setCommands } from '../commands/run-command.ts'
import { App } from './App.tsx'
import { startApp } from './app-store.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { connectHost } from './host-commands.ts'

setCommands(commands)
connectHost()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <CrashBoundary>
      <App />
    </CrashBoundary>,
  )
void startApp()
