// A book without scenes, wherever scenes would be: says so, and offers the first one or a draft from elsewhere.
import { FilePlus2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { runCommand } from '../commands/run-command.ts'
import { useText } from '../locales/index.ts'
import { Button, Empty } from '../ui/index.ts'
import { writeFirstScene } from './commands.ts'

export const NoScenes = (): ReactElement => {
  const t = useText()
  return (
    <Empty icon={<FilePlus2 aria-hidden />} title={t('binder:emptyTitle')}>
      <p>{t('binder:emptyText')}</p>
      <div className="empty-acts">
        <Button look="primary" writes onPress={() => void writeFirstScene()}>
          {t('binder:firstScene')}
        </Button>
        <Button writes onPress={() => void runCommand('manuscript.import')}>
          {t('binder:importBook')}
        </Button>
      </div>
    </Empty>
  )
}
