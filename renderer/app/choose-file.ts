// Asks the writer for a project file: the system's dialog where there is one, the studio's own elsewhere.
import { host } from '../engine-client/host.ts'
import { t } from '../locales/index.ts'
import { shellStore, type FileQuestion } from './shell-store.ts'

const EXTENSION = 'arcwright'
const FILTERS = [{ name: 'Arcwright', extensions: [EXTENSION] }]

const ask = (
  mode: FileQuestion['mode'],
  suggestedName: string,
  extensions: readonly string[] = [EXTENSION],
  title?: string,
): Promise<string | null> =>
  new Promise((answer) =>
    shellStore.setState({
      fileQuestion: {
        mode,
        suggestedName,
        extensions,
        ...(title === undefined ? {} : { title }),
        answer: (path) => {
          shellStore.setState({ fileQuestion: null })
          answer(path)
        },
      },
    }),
  )

/** An absolute path of an existing project, null when cancelled. */
export const chooseProject = async (): Promise<string | null> =>
  host.hasNativeDialogs
    ? ((await host.openFile({ title: t('app:fileOpenTitle'), filters: FILTERS }))?.[0] ?? null)
    : ask('open', '')

/** Absolute paths of files of these kinds, or of one folder; none when cancelled. */
export const chooseSource = async (
  kind: 'files' | 'folder',
  extensions: readonly string[],
  title = t('app:fileSourceTitle'),
  filterName = t('app:fileTexts'),
): Promise<readonly string[]> => {
  if (!host.hasNativeDialogs)
    return [await ask('source', '', extensions, title)].filter((path) => path !== null)
  if (kind === 'folder') return [await host.openFolder({ title })].filter((path) => path !== null)
  const filters = [{ name: filterName, extensions: [...extensions] }]
  return (await host.openFile({ title, filters, multiple: true })) ?? []
}

/** Signs that one system or another does not allow in names. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}]/gu

/** A file name for a title. */
export const fileNameFor = (title: string): string =>
  `${title.replaceAll(FORBIDDEN, ' ').trim() || t('app:newTitlePlaceholder')}.${EXTENSION}`

/** An absolute path for a new project, null when cancelled. */
export const chooseNewPlace = async (name: string, folder: string): Promise<string | null> =>
  host.hasNativeDialogs
    ? host.saveFile({ title: t('app:fileSaveTitle'), defaultPath: `${folder}/${name}`, filters: FILTERS })
    : ask('save', name)
