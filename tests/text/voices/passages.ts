// Hand-labelled passages for attribution, written for these tests: each sentence with whose feeling it tells.

/** `S:Anne` is spoken by Anne, `S:?` spoken by nobody the rules can know, `Anne` told of Anne, `-` told of nobody. */
export type Answer = string

export interface LabelledScene {
  readonly language: 'en' | 'zh'
  readonly cast: readonly string[]
  /** Paragraphs, each a list of sentences with the right answer. */
  readonly paragraphs: readonly (readonly (readonly [sentence: string, answer: Answer])[])[]
}

export const SCENES: readonly LabelledScene[] = [
  {
    language: 'en',
    cast: ['Anne', 'Tom', 'Mrs Hale'],
    paragraphs: [
      [
        ['The kitchen was cold.', '-'],
        ['Anne had not slept.', 'Anne'],
        ['She sat by the window and counted the boats.', 'Anne'],
      ],
      [['“You should eat something,” said Tom.', 'S:Tom']],
      [
        ['“I am not hungry,” Anne answered.', 'S:Anne'],
        ['“Please leave me alone.”', 'S:Anne'],
      ],
      [['“I only want to help you.”', 'S:Tom']],
      [['“Then help me find him!”', 'S:Anne']],
      [
        ['Tom put the bread down.', 'Tom'],
        ['He had never seen her so angry.', 'Tom'],
      ],
      [
        ['Mrs Hale came in from the yard with the cold behind her.', 'Mrs Hale'],
        ['“Nobody has found the boat,” she said.', 'S:Mrs Hale'],
      ],
      [
        ['Anne and Tom looked at each other.', '-'],
        ['Outside the gulls went on screaming.', '-'],
      ],
      [['“We will go at first light,” Tom said at last.', 'S:Tom']],
      [['Mrs Hale wept without a sound.', 'Mrs Hale']],
    ],
  },
  {
    language: 'en',
    cast: ['Ruth', 'Captain Dorn'],
    paragraphs: [
      [
        ['Captain Dorn was afraid of the letter.', 'Captain Dorn'],
        ['It lay on the table all evening.', '-'],
      ],
      [
        ['"Open it," said Ruth.', 'S:Ruth'],
        ['"Or I will."', 'S:Ruth'],
      ],
      [['"You would not dare!"', 'S:?']],
      [['Ruth laughed and took the knife.', 'Ruth']],
      [
        ['The old man turned away.', '-'],
        ['Dorn could not bear to look.', 'Captain Dorn'],
      ],
      [['‘It is from my brother,’ whispered Ruth.', 'S:Ruth']],
      [['It wasn’t the harbour’s usual noise that woke them.', '-']],
    ],
  },
  {
    language: 'zh',
    cast: ['林晚', '老周', '小梅'],
    paragraphs: [
      [
        ['厨房里很冷。', '-'],
        ['林晚一夜没有睡。', '林晚'],
        ['她坐在窗边数着船。', '林晚'],
      ],
      [['老周说：“你该吃点东西。”', 'S:老周']],
      [
        ['“我不饿。”林晚答道。', 'S:林晚'],
        ['“请你让我一个人待着。”', 'S:林晚'],
      ],
      [['“我只是想帮你。”', 'S:老周']],
      [['“那就帮我找到他！”', 'S:林晚']],
      [
        ['老周放下了面包。', '老周'],
        ['他从没见过她这样生气。', '老周'],
      ],
      [
        ['小梅从院子里跑进来。', '小梅'],
        ['“没有人找到那条船。”她说。', 'S:小梅'],
      ],
      [
        ['林晚和老周对望了一眼。', '-'],
        ['外面的海鸥还在叫。', '-'],
      ],
      [['「天一亮我们就走。」老周说道。', 'S:老周']],
      [['小梅无声地哭了。', '小梅']],
    ],
  },
]
