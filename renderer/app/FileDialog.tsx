// The studio's own file dialog, for hosts that have no native one: folders and projects of the machine the engine is on.
import { ArrowUp, FileText, Folder } from 'lucide-react'
import { useCallback, useEffect, useState, type ReactElement } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Outputs } from '../../engine/contract/index.ts'
import { engine } from '../engine-client/engine.ts'
import { Button, Dialog, IconButton, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { appStore } from './app-store.ts'
import { notifyError } from './notices-store.ts'
import { useShell, type FileQuestion } from './shell-store.ts'

type Listing = Outputs['studio']['listFolder']

const useListing = (extensions: readonly string[]): [Listing | null, (path?: string) => void] => {
  const [listing, setListing] = useState<Listing | null>(null)
  const open = useCallback(
    (path?: string): void => {
      engine.studio
        .listFolder({ ...(path === undefined ? {} : { path }), extensions: [...extensions] })
        .then(setListing, notifyError)
    },
    [extensions],
  )
  useEffect(() => open(appStore.getState().info?.documentsDir), [open])
  return [listing, open]
}

const TITLES = {
  open: 'app:fileOpenTitle',
  save: 'app:fileSaveTitle',
  source: 'app:fileSourceTitle',
} as const

const Picker = ({ question }: { readonly question: FileQuestion }): ReactElement => {
  const t = useText()
  const [listing, openFolder] = useListing(question.extensions)
  const [selected, setSelected] = useState<string | null>(null)
  const [name, setName] = useState(question.suggestedName)
  const saving = question.mode === 'save'
  const path = saving
    ? listing && name.trim() && `${listing.path.replace(/[\\/]$/, '')}/${name.trim()}`
    : selected
  const act = (key: string): void => {
    const entry = listing?.entries.find((one) => one.path === key)
    if (entry?.kind === 'folder') openFolder(entry.path)
    else if (entry && saving) setName(entry.name)
    else if (entry) question.answer(entry.path)
  }
  return (
    <Dialog
      title={question.title ?? t(TITLES[question.mode])}
      isOpen
      onClose={() => question.answer(null)}
      widthPx={640}
      testId="file-dialog"
      foot={
        <>
          <Button onPress={() => question.answer(null)}>{t('app:cancel')}</Button>
          {question.mode === 'source' && (
            <Button
              isDisabled={!listing}
              onPress={() => listing && question.answer(listing.path)}
              data-testid="file-folder"
            >
              {t('app:fileFolderChoose')}
            </Button>
          )}
          <Button look="primary" isDisabled={!path} onPress={() => question.answer(path || null)}>
            {t(saving ? 'app:fileChoose' : 'app:fileOpen')}
          </Button>
        </>
      }
    >
      <div className="file-path">
        <IconButton
          label={t('app:fileUp')}
          isDisabled={!listing?.parent}
          onPress={() => listing?.parent && openFolder(listing.parent)}
        >
          <ArrowUp />
        </IconButton>
        <output className="path">{listing?.path ?? '…'}</output>
      </div>
      <div className="file-rooms">
        <nav aria-label={t('app:filePlaces')}>
          {listing?.places.map((place) => (
            <Button key={place.path} look="quiet" onPress={() => openFolder(place.path)}>
              {place.name}
            </Button>
          ))}
        </nav>
        <ListBox
          className="file-list"
          aria-label={listing?.path ?? t('app:loading')}
          selectionMode="single"
          selectionBehavior="replace"
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys]
            const entry = listing?.entries.find((one) => one.path === key)
            setSelected(entry?.kind === 'file' ? entry.path : null)
            if (entry?.kind === 'file' && saving) setName(entry.name)
          }}
          onAction={(key) => act(String(key))}
          renderEmptyState={() => (
            <p className="muted">
              {listing ? t(question.mode === 'source' ? 'app:fileNoTexts' : 'app:fileEmpty') : '…'}
            </p>
          )}
        >
          {(listing?.entries ?? []).map((entry) => (
            <ListBoxItem key={entry.path} id={entry.path} textValue={entry.name} className="menu-item">
              {entry.kind === 'folder' ? (
                <Folder aria-label={t('app:fileFolder')} />
              ) : (
                <FileText aria-hidden />
              )}
              {entry.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </div>
      {saving && <TextField label={t('app:fileName')} value={name} onChange={setName} testId="file-name" />}
    </Dialog>
  )
}

export const FileDialog = (): ReactElement | null => {
  const question = useShell((state) => state.fileQuestion)
  return question && <Picker question={question} />
}
