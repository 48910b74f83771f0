// Addresses of pictures that stand in the text: each original is fetched once and kept until the project closes.
import { onProject } from '../../app/app-store.ts'
import { engine } from '../../engine-client/engine.ts'

const urls = new Map<string, Promise<string>>()

const load = async (mediaId: string): Promise<string> =>
  URL.createObjectURL(await engine.media.file({ mediaId, variant: 'original' }))

/** A blob address of the original. Rejects when the picture is not in the project any more. */
export const pictureUrl = (mediaId: string): Promise<string> => {
  const known = urls.get(mediaId)
  if (known) return known
  const made = load(mediaId)
  urls.set(mediaId, made)
  made.catch(() => urls.delete(mediaId))
  return made
}

onProject({
  onClose: () => {
    for (const made of urls.values()) made.then(URL.revokeObjectURL, () => undefined)
    urls.clear()
  },
})
