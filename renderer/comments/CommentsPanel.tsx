// Everything that is said of the text, in the order of the book: open threads, or all of them.
import { MessageSquarePlus, MessageSquareText } from 'lucide-react'
import type { ReactElement } from 'react'
import { shortcutOf } from '../commands/keymap.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, Empty, Segmented } from '../ui/index.ts'
import { CommentForm } from './CommentForm.tsx'
import { addComment, beginComment, cancelComment, showResolved, useComments } from './comments-store.ts'
import { ThreadCard } from './ThreadCard.tsx'
import './comments.css'

const NewComment = (): ReactElement | null => {
  const t = useText()
  const pending = useComments((state) => state.pending)
  if (!pending) return null
  return (
    <div className="comment-thread is-active" data-testid="comment-new">
      <p className="comment-quote">
        <q dir="auto">{pending.quote.replaceAll('\n', ' ¶ ')}</q>
      </p>
      <CommentForm
        key={pending.quote}
        label={t('comments:new')}
        action={t('comments:say')}
        autoFocus
        testId="comment-text"
        onCancel={cancelComment}
        onSay={addComment}
      />
    </div>
  )
}

export const CommentsPanel = (): ReactElement => {
  const t = useText()
  const threads = useComments((state) => state.threads)
  const showsResolved = useComments((state) => state.showsResolved)
  const isWriting = useComments((state) => state.pending !== null)
  const hasScene = useManuscript((state) => state.activeSceneId !== null)
  const shown = (threads ?? []).filter(({ resolvedAt }) => showsResolved || resolvedAt === null)
  const settled = (threads ?? []).length - (threads ?? []).filter((each) => each.resolvedAt === null).length
  const keys = shortcutLabel(shortcutOf('comments.add') ?? '')
  return (
    <section className="comments" aria-label={t('comments:title')} data-testid="comments">
      <div className="comments-head">
        <Segmented
          label={t('comments:which')}
          value={showsResolved ? 'all' : 'open'}
          choices={[
            { id: 'open', label: t('comments:open') },
            { id: 'all', label: t('comments:all') },
          ]}
          onChange={(which) => showResolved(which === 'all')}
        />
        <Button writes isDisabled={!hasScene} onPress={() => void beginComment()} data-testid="comment-add">
          <MessageSquarePlus aria-hidden /> {t('comments:addShort')}
        </Button>
      </div>
      <NewComment />
      {threads !== null && shown.length === 0 && !isWriting && (
        <Empty
          icon={<MessageSquareText aria-hidden />}
          title={settled > 0 ? t('comments:allResolved', { count: settled }) : t('comments:empty')}
        >
          <span>{t('comments:emptyHint', { keys })}</span>
        </Empty>
      )}
      <ol className="comment-threads" aria-label={t('comments:title')}>
        {shown.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} />
        ))}
      </ol>
    </section>
  )
}
