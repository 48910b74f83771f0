// Which draft one is on: of the book as a line in the binder, of a scene as a sign beside its name.
import { GitBranch } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button } from '../ui/index.ts'
import { openVersions } from './commands.ts'
import { draftInBinder, useHistory } from './history-store.ts'

export const BookDraft = (): ReactElement | null => {
  const t = useText()
  const name = useHistory((state) => draftInBinder(state.drafts, null)?.name)
  return name === undefined ? null : (
    <Button look="quiet" className="book-draft" onPress={openVersions} data-testid="book-draft">
      <GitBranch aria-hidden />
      {t('history:onDraft', { name })}
    </Button>
  )
}

export const SceneDraft = ({ sceneId }: { readonly sceneId: string }): ReactElement | null => {
  const t = useText()
  const name = useHistory((state) => draftInBinder(state.drafts, sceneId)?.name)
  if (name === undefined) return null
  const words = t('history:onDraft', { name })
  return (
    <GitBranch className="kind-icon scene-draft" role="img" aria-label={words} data-testid="scene-draft" />
  )
}
