// Title, author and language of the open project.
import { useState, type ReactElement } from 'react'
import { recordEngineAct } from '../commands/app-undo.ts'
import { Button, Dialog, Segmented, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { updateProject, useApp, type ProjectInfo } from './app-store.ts'
import { closeDialog, useShell } from './shell-store.ts'

const Form = ({ project }: { readonly project: ProjectInfo }): ReactElement => {
  const t = useText()
  const [title, setTitle] = useState(project.title)
  const [author, setAuthor] = useState(project.author)
  const [language, setLanguage] = useState(project.language)
  const save = async (): Promise<void> => {
    if (await updateProject({ title: title.trim() || project.title, author: author.trim(), language })) {
      recordEngineAct()
      closeDialog()
    }
  }
  return (
    <Dialog
      title={t('app:projectDetails').replace(/…+$/u, '')}
      isOpen
      onClose={closeDialog}
      widthPx={440}
      writes
      foot={
        <>
          <Button onPress={closeDialog}>{t('app:cancel')}</Button>
          <Button look="primary" onPress={() => void save()}>
            {t('app:ok')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('app:newTitle')}
        value={title}
        onChange={setTitle}
        autoFocus
        onSubmit={() => void save()}
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
    </Dialog>
  )
}

export const ProjectDialog = (): ReactElement | null => {
  const open = useShell((state) => state.dialog === 'project-details')
  const project = useApp((state) => (open ? state.project : null))
  return project ? <Form project={project} /> : null
}
