// A new project: title, author, language of the story, and where the file is kept.
import { useState, type ReactElement } from 'react'
import { runCommand } from '../commands/run-command.ts'
import { Button, Dialog, Segmented, TextField } from '../ui/index.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { createProject, useApp } from './app-store.ts'
import { chooseNewPlace, fileNameFor } from './choose-file.ts'
import { closeDialog, useShell } from './shell-store.ts'

/** @param props.withDraft the import follows at once. */
const Form = ({ withDraft }: { readonly withDraft: boolean }): ReactElement => {
  const t = useText()
  const documents = useApp((state) => state.info?.documentsDir ?? '')
  const [title, setTitle] = useState('')
  const [author, setAuthor] = useState('')
  const [language, setLanguage] = useState<'en' | 'zh'>(currentLocale() === 'zh-CN' ? 'zh' : 'en')
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const path = chosen ?? `${documents}/${fileNameFor(title)}`
  const create = async (): Promise<void> => {
    setBusy(true)
    const name = title.trim() || t('app:newTitlePlaceholder')
    const done = await createProject({ path, title: name, author: author.trim(), language })
    setBusy(false)
    if (!done) return
    closeDialog()
    if (withDraft) void runCommand('manuscript.import')
  }
  return (
    <Dialog
      title={t(withDraft ? 'app:startDraft' : 'app:startNew')}
      isOpen
      onClose={closeDialog}
      widthPx={460}
      testId="new-project"
      foot={
        <>
          <Button onPress={closeDialog}>{t('app:cancel')}</Button>
          <Button look="primary" isDisabled={busy} onPress={() => void create()}>
            {t(withDraft ? 'app:newCreateDraft' : 'app:newCreate')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('app:newTitle')}
        value={title}
        onChange={setTitle}
        placeholder={t('app:newTitlePlaceholder')}
        autoFocus
        onSubmit={() => void create()}
        testId="new-title"
      />
      <TextField label={t('app:newAuthor')} value={author} onChange={setAuthor} />
      <div className="field">
        <span className="label">{t('app:newLanguage')}</span>
        <Segmented
          label={t('app:newLanguage')}
          value={language}
          choices={[
            { id: 'en', label: t('app:languageEn') },
            { id: 'zh', label: t('app:languageZh') },
          ]}
          onChange={setLanguage}
        />
      </div>
      <div className="field">
        <span className="label">{t('app:newPlace')}</span>
        <div className="place-row">
          <output className="path" data-testid="new-path">
            {path}
          </output>
          <Button
            onPress={() =>
              void chooseNewPlace(fileNameFor(title), documents).then((place) => place && setChosen(place))
            }
          >
            {t('app:newChoose')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

export const NewProjectDialog = (): ReactElement | null => {
  const dialog = useShell((state) => state.dialog)
  return dialog === 'new-project' || dialog === 'draft-project' ? (
    <Form withDraft={dialog === 'draft-project'} />
  ) : null
}
