// English fiction with the emotion that a reader would name, written and labelled by hand for measuring; never learnt from.
import type { Emotion } from '../../domain/emotion.ts'

const lines = (text: string): readonly string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())

/** Narration, dialogue, feelings named and feelings only shown; neutral ones with words that look like feeling. */
export const FICTION_ENGLISH: Readonly<Record<Emotion, readonly string[]>> = {
  joy: lines(`
    When the letter said yes, Ines ran the length of the quay with her shoes in her hand.
    The old man patted the dog, and the dog, who had waited four years, could not stop turning in circles.
    “You did it,” said his mother, and she kept saying it all through supper.
    For the first time since the flood there was music in the square.
    She woke before the alarm and lay there smiling at the ceiling.
    He had never in his life tasted anything as good as that stolen pear.
    They came down the hill arm in arm, singing the wrong words to the right tune.
    “I could eat you up,” she told the baby, and the baby shrieked with laughter.
    At last the fever broke, and Tomas asked for soup.
    It warmed her to think that somebody had kept the lamp lit.
    The children poured out into the snow as if it had fallen for them alone.
    “Well, I’ll be glad to have you,” said the captain, and shook his hand twice.
    Every time she thought of the house by the river, her heart grew lighter.
    “There’s nobody I’d rather be lost with,” he said.
    He read the review three times, grinning wider each time.
    The bread had risen, the sun was out, and no one in the world was angry with her.
    My brother lifted me onto his shoulders so that I could see the elephants, and I thought I should burst.
    “Thank you,” the widow said. “You don’t know what this means to us.”
    She loved him; it was as simple as the rain on the roof.
    They toasted the bride until the candles were stumps.
    What a morning it was, with the whole valley shining like a new coin!
    He felt a quiet pride as the boat he had built took the water.
    “Best day of my life,” murmured Pip, half asleep against the oars.
  `),
  sadness: lines(`
    He set two plates on the table, remembered, and put one back.
    After the train had gone she stood on the platform until the lamps were lit.
    “She asked for you,” the nurse said, “right up to the end.”
    No letters came that winter, and by spring he had stopped going to the gate.
    I kept his coat on its hook for a year, and sometimes I put my face in the sleeve.
    The house had never been so quiet as it was after the children left.
    There were only four of them at the graveside, and one was the priest.
    “I suppose it doesn’t matter now,” said Clara, folding the dress away.
    Tears ran down beside his nose and he let them run.
    All that remained of the orchard was a row of black stumps.
    Her voice broke on the second verse, and nobody asked her to go on.
    He had been a good swimmer once; now he could not manage the stairs.
    She thought of everything she should have said to her father while there was time.
    “You’ll forget me,” the boy said to the window.
    The dog would not eat, and lay all day with its chin on the dead man’s boots.
    It was the emptiness of the afternoons she could not bear.
    They sold the piano last, and no one looked as it was carried down.
    “I’m sorry, Ned. I’m so sorry. There was nothing they could do.”
    He wept then, for the first time since the war.
    Somewhere below a child was crying for its mother, on and on, without hope.
    She had waited nine years for a knock at the door, and tonight she took the lamp out of the window.
    Nothing hurt so much as the kindness in his voice when he told her no.
    The old clown sat on his trunk in the rain, watching the tents come down without him.
  `),
  anger: lines(`
    “Say that again,” said Marrow, very softly, and put down his glass.
    She flung the ring across the room and it rolled under the stove.
    How dare he come here, with her sister not a month in the ground!
    “Twelve years I’ve worked this land, and you’ll take it for a debt of forty pounds?”
    His knuckles were white on the rail, and he would not look at any of them.
    “Liar!” she screamed. “You knew. You knew the whole time.”
    He kicked the bucket the length of the yard.
    The foreman’s face went dark, and he came around the desk with his sleeves already rolled.
    She hated them all, the smooth voices and the clean hands.
    “Get your boots off my mother’s table,” he growled.
    To be lectured on honesty by a thief was more than Osric could stomach.
    The crowd surged at the gates, howling for the minister to come out.
    “I will not be spoken to like a servant in my own house.”
    A hot fury rose in his throat until he could hardly see.
    He slammed the ledger shut. “Cheated! By my own nephew!”
    They had burned her barn, and she meant to see every one of them pay.
    “Oh, for heaven’s sake, will you stop that tapping!”
    She answered through her teeth, each word bitten off short.
    The insult stung him worse than the blow, and he went for the man’s throat.
    “You had no right,” said the girl, shaking with rage. “It was mine and you had no right.”
    He cursed the mule, the road, the rain and the day he was born.
    It made her blood boil to see them laugh at the old woman.
    “Damn you and damn your money,” he shouted after the carriage.
  `),
  fear: lines(`
    Something was breathing on the other side of the door.
    She held the child’s mouth shut and prayed that the boots would pass.
    “Don’t turn round,” he whispered. “Whatever you do, don’t turn round.”
    The ice groaned beneath them, and nobody dared to take another step.
    His hands shook so badly that the match went out.
    They had all heard what happened to the last man who slept in that room.
    A cold dread settled in her stomach as the third knock came.
    “Please,” begged the clerk, backing to the wall, “please, I have a family.”
    In the dream the water was always rising and the stair had no top.
    Every hair on his neck stood up when the rocking chair began to move.
    She ran, not daring to look behind her, branches tearing at her face.
    The horse would not go near the mill, and rolled its eyes until the whites showed.
    “What if they find us?” said Lise for the third time.
    He lay rigid in the dark, listening for the scrape of the knife.
    At the word plague the whole room went silent, and mothers drew their children close.
    I was never so frightened as when the laughter stopped.
    The bridge swayed, and far below the river roared; Emil shut his eyes and clung to the rope.
    Panic seized the passengers, and they fought one another for the boats.
    Her heart hammered. There was a light in the house that had been empty for years.
    “He’ll kill us both if he learns of it,” she breathed.
    A scream came from the cellar, and then nothing at all.
    He dreaded the evening, when his uncle would be home and drinking.
    Nervously the boy twisted his cap, waiting for the cane.
  `),
  disgust: lines(`
    The stew had a skin on it, and something in the skin was moving.
    He wiped the old man’s spittle from his sleeve and felt his gorge rise.
    “Take it away,” she said, holding her nose. “It stinks of dead fish.”
    The mattress was grey with the grease of a hundred sleepers, and it crawled.
    There was a smear of something on the cup, and he set it down again untouched.
    She could not look at his wet red mouth while he ate.
    The walls sweated, and black slime ran down them into the straw.
    “You sold your own child? You revolt me.”
    A sweetish stench of rot came up from under the floor.
    He licked his fingers, belched, and wiped them on the curtain, and Mrs. Vane turned her face away.
    The rat had been dead some days, and it had burst.
    It sickened her to hear him praise the very man he had poisoned.
    “Ugh, there are worms in it!” cried Hal, and spat.
    They stepped over puddles of filth with their skirts held high.
    His flattery was like a slug across the hand.
    The surgeon’s apron was stiff with old blood, and flies sat on it.
    The whole affair was dirty, and she wanted to wash after reading of it.
    He recoiled from the sore on the beggar’s leg, green at its edges.
    “What a vile little man,” said the countess, and had the chair he sat on burned.
    The milk had turned to lumps, and at the first mouthful he gagged.
    Vomit and stale beer had soaked into the boards of that tavern for a century.
    She pulled a long hair from the pudding, not her own, and pushed the plate away.
    There was nothing so repulsive to him as their greedy, whispering piety.
  `),
  surprise: lines(`
    The door opened, and there stood the man they had buried in March.
    “Good Lord!” said the vicar. “Is that the time?”
    Nobody had told her that the twins were a boy and a girl of sixty.
    He turned over the card and stared: it was his own handwriting.
    “You? You wrote those letters?”
    Without the slightest warning the whole front of the shop fell into the street.
    She blinked at the cheque, counted the noughts, and counted them again.
    To everyone’s amazement the mute girl began to sing.
    “Well, I never,” said Mrs. Pell, and sat down on the coal box.
    It had not crossed his mind that the butler might own the house.
    I looked up, and a fox was sitting in my chair.
    The box was empty. He shook it, turned it over, looked again: empty.
    “Wait, you mean she’s your sister?” Dora’s mouth hung open.
    All at once the rain stopped, as if someone had shut a tap.
    Of all the people in the world, it was the tax inspector who drew the sword.
    He could scarcely believe it; the clock was running backwards.
    “How on earth did you get in?” she gasped.
    The judge’s eyebrows climbed and climbed, for the witness was a parrot.
    Then, quite unexpectedly, the old miser laid his purse upon the plate.
    She stopped in her tracks, astonished: every window in the street was painted blue.
    “What! Sold? The whole estate? Since when?”
    Imagine our astonishment when the ghost asked for a cup of tea.
    He had come to arrest a stranger and found himself facing his own brother.
  `),
  neutral: lines(`
    The road ran along the canal for two miles and then turned north.
    He put the kettle on and looked for the blue cup.
    There were three windows on the street side and one on the yard.
    “The office opens at nine,” said the clerk, “and closes at five.”
    She wrote the date at the top of the page and ruled a line beneath it.
    The cemetery lay to the left of the church, behind a low wall.
    At Crewe they changed trains.
    He was a man of middle height, with grey eyes and a brown coat.
    The bottle stood where it had always stood, between the salt and the lamp.
    “Two pounds of flour, please, and a packet of candles.”
    A cart loaded with hay was coming slowly up from the ford.
    The second volume deals with the coinage of the later kings.
    She took the tram as far as the hospital and walked the rest.
    In October the herds are brought down to the lower pastures.
    He folded the newspaper and laid it on the chair beside him.
    “My uncle lives over the bakery,” said the boy.
    The knife was used for bread, the larger one for fish.
    They had dinner at seven, as they did every day.
    The castle was begun in the year of the great fire and finished forty years later.
    A grey cat crossed the yard and went in under the gate.
    She counted the sheets, twelve pairs, and put them in the press.
    “He said he would come by the morning boat.”
    The wind had gone round to the west, and the boats lay facing the other way.
    From the hill one could see the river, the mill and part of the town.
  `),
}
