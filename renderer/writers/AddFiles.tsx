// Adding model files: a path, a look at what lies there and whether it fits, or what other programs keep on this machine.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Progress, TextField } from '../ui/index.ts'
import { cardFacts, fileName, fitWords, sizeWords } from './writer-facts.ts'
import {
  addFiles,
  browse,
  changePath,
  lookAt,
  useWriters,
  wordsForTrouble,
  type FileProbe,
} from './writers-store.ts'

const Looking = ({ label }: { readonly label: string }): ReactElement => (
  <p className="writers-busy" role="status">
    <Progress label={label} done={0} total={0} /> {label}
  </p>
)

const Found = ({ probe }: { readonly probe: FileProbe }): ReactElement => {
  const t = useText()
  const { files, unreadable } = probe
  return (
    <div data-testid="files-found">
      <ul className="found-files" aria-label={t('writers:found')}>
        {files.map((file) => (
          <li key={file.path}>
            <b>{file.name}</b>
            <span className="quiet">{cardFacts(file).join(' · ')}</span>
            <span className={file.estimate.fit === 'too-large' ? 'error' : 'quiet'}>{fitWords(file)}</span>
          </li>
        ))}
        {unreadable.map(({ path, trouble }) => (
          <li key={path}>
            <b>{fileName(path)}</b>
            <span className="error">{wordsForTrouble(trouble)}</span>
          </li>
        ))}
      </ul>
      {files.length > 0 && (
        <Button
          look="primary"
          onPress={() => void addFiles(files.map(({ path }) => path))}
          data-testid="files-add"
        >
          {t('writers:addFiles', { count: files.length })}
        </Button>
      )}
    </div>
  )
}

export const AddFiles = (): ReactElement => {
  const t = useText()
  const path = useWriters((state) => state.path)
  const files = useWriters((state) => state.files)
  const busy = useWriters((state) => state.busy)
  const problem = useWriters((state) => state.problem)
  return (
    <div className="writers-add">
      <p className="quiet">{t('writers:filesLead')}</p>
      <div className="writers-line">
        <TextField
          label={t('writers:path')}
          value={path}
          onChange={changePath}
          onSubmit={() => void lookAt(path)}
          autoFocus
          testId="model-path"
        />
        <Button
          isDisabled={path.trim() === '' || busy}
          onPress={() => void lookAt(path)}
          data-testid="model-look"
        >
          {t('writers:look')}
        </Button>
        <Button onPress={() => void browse('files')}>{t('writers:browseFile')}</Button>
        <Button onPress={() => void browse('folder')}>{t('writers:browseFolder')}</Button>
      </div>
      {busy && <Looking label={t('writers:looking')} />}
      {problem !== '' && (
        <p className="error" role="alert" data-testid="writers-problem">
          {problem}
        </p>
      )}
      {files && !busy && <Found probe={files} />}
    </div>
  )
}

export const KnownFiles = (): ReactElement => {
  const t = useText()
  const known = useWriters((state) => state.known)
  const busy = useWriters((state) => state.busy)
  const problem = useWriters((state) => state.problem)
  const sources = useWriters((state) => state.sources)
  const here = new Set(sources.map((source) => (source.kind === 'file' ? source.path : '')))
  return (
    <div className="writers-add">
      <p className="quiet">{t('writers:knownLead')}</p>
      {busy && <Looking label={t('writers:looking')} />}
      {problem !== '' && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      {known?.length === 0 && <p role="status">{t('writers:knownNone')}</p>}
      {known && known.length > 0 && (
        <ul className="found-files" aria-label={t('writers:found')}>
          {known.map(({ path, name, program, sizeBytes }) => (
            <li key={path} className="found-known">
              <span>
                <b>{name}</b>
                <span className="quiet">
                  {program} · {sizeWords(sizeBytes)}
                </span>
              </span>
              {here.has(path) ? (
                <span className="quiet">{t('writers:isAdded')}</span>
              ) : (
                <Button
                  isDisabled={busy}
                  onPress={() => void addFiles([path])}
                  aria-label={t('writers:addNamed', { name })}
                >
                  {t('writers:add')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
