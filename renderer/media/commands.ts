// The media panel's commands.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { addMedia } from './add-media.ts'
import { mediaStore, pinHere, projectSignal } from './media-store.ts'
import { pickFiles } from './pick-files.ts'
import { acceptTextDrops } from './text-drop.ts'

if (typeof window !== 'undefined') acceptTextDrops()

export const mediaCommands: readonly Command[] = [
  {
    id: 'media.add',
    title: () => t('media:addCommand'),
    menu: 'insert',
    enabled: () => projectSignal() !== null,
    run: async () => {
      await addMedia(await pickFiles({ multiple: true }))
    },
  },
  {
    id: 'media.pinHere',
    title: () => t('media:pinOpenHere'),
    enabled: () => mediaStore.getState().openId !== null,
    run: async () => {
      const { openId } = mediaStore.getState()
      if (openId !== null) await pinHere(openId)
    },
  },
]
