// The trash: what was deleted, where it would go back to, and the two ways out.
import { Trash2, Undo2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { Button, Dialog, Empty } from '../ui/index.ts'
import { formatNumber, useLocale, useText } from '../locales/index.ts'
import { discardNodes, restoreNodes } from './binder-acts.ts'
import { nodeById, nodeLabel, useBinder, type TrashedNode } from './binder-store.ts'
import { closeTrash, useBoard } from './board-store.ts'

/** What to ask before it is done: everything, or one. */
type Question = { readonly of: TrashedNode | null }

const Line = (props: { readonly item: TrashedNode; readonly onDiscard: () => void }): ReactElement => {
  const { item, onDiscard } = props
  const t = useText()
  const locale = useLocale()
  const title = nodeLabel(item)
  const holder = item.parentId === null ? undefined : nodeById(item.parentId)
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    item.trashedAt,
  )
  return (
    <li className="trash-line" data-testid="trash-line">
      <div>
        <strong>{title}</strong>
        <small>
          {t(`binder:${item.kind}`)} ·{' '}
          {t('binder:nodeWords', { count: item.words, formatted: formatNumber(item.words) })}
          {item.documents > 1 && ` · ${t('binder:documents', { count: item.documents })}`} · {at}
        </small>
        <small>{t('binder:goesBackTo', { title: holder ? nodeLabel(holder) : t('binder:topOfBook') })}</small>
      </div>
      <Button aria-label={t('binder:restoreOf', { title })} onPress={() => void restoreNodes([item.id])}>
        <Undo2 aria-hidden />
        {t('binder:restore')}
      </Button>
      <Button look="quiet" aria-label={t('binder:discardOf', { title })} onPress={onDiscard}>
        {t('binder:discard')}
      </Button>
    </li>
  )
}

export const TrashDialog = (): ReactElement => {
  const t = useText()
  const open = useBoard((state) => state.trashOpen)
  const trash = useBinder((state) => state.trash)
  const [question, setQuestion] = useState<Question | null>(null)
  const documents = (question?.of ? [question.of] : trash).reduce((sum, item) => sum + item.documents, 0)
  const words = (question?.of ? [question.of] : trash).reduce((sum, item) => sum + item.words, 0)
  const discard = (): void => {
    void discardNodes(question?.of ? [question.of.id] : undefined)
    setQuestion(null)
  }
  return (
    <>
      <Dialog
        title={t('binder:trash')}
        isOpen={open}
        onClose={closeTrash}
        widthPx={620}
        testId="trash-dialog"
        foot={
          trash.length > 0 && (
            <>
              <Button look="danger" onPress={() => setQuestion({ of: null })}>
                {t('binder:emptyTrash')}
              </Button>
              <span className="spacer" />
              <Button onPress={() => void restoreNodes(trash.map(({ id }) => id))}>
                {t('binder:restoreAll')}
              </Button>
            </>
          )
        }
      >
        {trash.length === 0 ? (
          <Empty icon={<Trash2 aria-hidden />} title={t('binder:trashEmpty')}>
            <p>{t('binder:trashEmptyText')}</p>
          </Empty>
        ) : (
          <ul className="trash-list">
            {trash.map((item) => (
              <Line key={item.id} item={item} onDiscard={() => setQuestion({ of: item })} />
            ))}
          </ul>
        )}
      </Dialog>
      <Dialog
        title={
          question?.of ? t('binder:discardOf', { title: nodeLabel(question.of) }) : t('binder:emptyTrash')
        }
        isOpen={question !== null}
        onClose={() => setQuestion(null)}
        role="alertdialog"
        widthPx={420}
        testId="discard-dialog"
        foot={
          <>
            <Button onPress={() => setQuestion(null)}>{t('app:cancel')}</Button>
            <Button look="danger" onPress={discard} data-testid="discard-confirm">
              {t('binder:discard')}
            </Button>
          </>
        }
      >
        <p>{t('binder:discardQuestion', { count: documents, words: formatNumber(words) })}</p>
      </Dialog>
    </>
  )
}
