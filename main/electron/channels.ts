// The names of the channels between shell and window, as the bridge demands them.
import type { Channels } from '../../preload/bridge.ts'

export const CHANNELS = {
  openFile: 'dialog:open-file',
  saveFile: 'dialog:save-file',
  openFolder: 'dialog:open-folder',
  setMenu: 'menu:set',
  command: 'menu:command',
  requestEngine: 'engine:request',
  enginePort: 'engine:port',
  engineGone: 'engine:gone',
  closeRequest: 'window:close-request',
  confirmClose: 'window:confirm-close',
  openProject: 'project:open',
  ready: 'window:ready',
} as const satisfies Channels
