// The choice between two versions of a scene that was changed in two windows.
import type { ReactElement } from 'react'
import { nodeById } from '../binder/binder-store.ts'
import { Button } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { settleConflict } from './conflict.ts'
import { useManuscript } from './manuscript-store.ts'

export const Conflicts = (): ReactElement => {
  const t = useText()
  const conflicts = useManuscript((state) => state.conflicts)
  return (
    <>
      {conflicts.map(({ sceneId }) => (
        <div key={sceneId} className="conflict" role="alert" data-testid="conflict">
          <p>{t('manuscript:conflict', { title: nodeById(sceneId)?.title ?? '' })}</p>
          <Button look="primary" onPress={() => void settleConflict(sceneId, 'both')}>
            {t('manuscript:conflictBoth')}
          </Button>
          <Button onPress={() => void settleConflict(sceneId, 'mine')}>{t('manuscript:conflictMine')}</Button>
          <Button onPress={() => void settleConflict(sceneId, 'theirs')}>
            {t('manuscript:conflictTheirs')}
          </Button>
        </div>
      ))}
    </>
  )
}
