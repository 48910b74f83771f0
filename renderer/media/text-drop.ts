// Pictures dropped straight into the text: kept as media, then placed where they were dropped.
import { insertImageAtCaret } from '../manuscript/manuscript-api.ts'
import { addMedia } from './add-media.ts'
import { droppedFiles, hasFiles } from './dropped-files.ts'
import { projectSignal } from './media-store.ts'

const overText = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('.ProseMirror') !== null

/** The editor follows the document's selection. */
const putCaretUnder = (event: DragEvent): void => {
  const place = document.caretPositionFromPoint(event.clientX, event.clientY)
  if (place) document.getSelection()?.collapse(place.offsetNode, place.offset)
}

const take = async (files: Promise<readonly File[]>): Promise<void> => {
  for (const item of await addMedia(await files))
    if (item.kind === 'image') insertImageAtCaret({ mediaId: item.id, alt: item.alt, caption: item.caption })
}

/** Called once at start. A file dropped anywhere else must not replace the window by its contents. */
export const acceptTextDrops = (): void => {
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event.dataTransfer)) event.preventDefault()
  })
  window.addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      if (!overText(event) || !projectSignal()) return
      event.stopPropagation()
      putCaretUnder(event)
      void take(droppedFiles(event.dataTransfer))
    },
    { capture: true },
  )
}
