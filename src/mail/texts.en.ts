import type { MailTexts } from './voice.ts'

export const en: MailTexts = {
  you: 'you',
  via: '{name} (via {site})',
  hello: 'Hello {name},',

  confirmSubject: 'Please confirm sending: {title}',
  confirmSubjectUntitled: 'Please confirm sending an article from {site}',
  confirmIntro: 'You asked to send this article from {site} to your friends:',
  confirmIntroUntitled: 'You asked to send an article from {site} to your friends.',
  confirmRecipients: 'To',
  confirmMessage: 'With this message:',
  confirmButton: 'Confirm and send',
  confirmHow:
    'The link opens a page where you can look again and send; nothing is sent before. It works for {hours} hours.',
  confirmIgnore: 'If this was not you, just ignore this mail: nothing will be sent.',

  friendSubject: '{name} sends you an article: {title}',
  friendIntro: 'Hello! {name} would like you to read an article on {site}.',
  friendRead: 'Read the article',
  friendMessage: 'A message from {name}:',
  friendWhy: 'You receive this mail because {name} entered your address on {site}.',
  friendReply: 'A reply goes straight to {name}.',
  stop: 'No more shared articles, please',
  stopAll: 'No more mail from here, please',
  forget: 'Forget confirmed devices',
  abuse: 'Report abuse',

  inviteSubject: 'Invitation to moderate responses on {site}',
  inviteIntro: '{inviter} invites you to look after readers’ responses on {site}, as {role}.',
  setUpSubject: 'Set up your moderation account on {site}',
  setUpIntro: 'An account was opened for you on {site}, as {role}.',
  inviteButton: 'Set up the account',
  inviteHow:
    'The link works once, within {hours} hours. Please do not forward this mail: whoever has the link gets the account.',
  inviteIgnore: 'If this mail is not for you, just ignore it; no account will be opened.',
  resetSubject: 'Reset your moderation password for {site}',
  resetIntro: 'Somebody asked to reset the password of your account on {site}.',
  resetButton: 'Set a new password',
  resetHow: 'The link works once, for {hours} hours. Please do not forward this mail.',
  resetIgnore: 'If it was not you, just ignore this mail; your password stays as it is.',
  roleAdmin: 'administrator',
  roleEditor: 'editor',
  roleModerator: 'moderator',
  roleViewer: 'viewer',

  breakerSubject: 'Shared articles on {site} are being held for you',
  breakerSite:
    'Today more than {limit} articles were shared by mail on {site}, beyond the site’s limit. Whatever else is shared today waits.',
  breakerArticle:
    'Today this article on {site} was shared by mail more than {limit} times, beyond the limit of one article. Whatever else is shared of it today waits.',
  breakerHow:
    'If the article is simply popular, approve what waits, or raise the limit in the settings. If somebody abuses it, reject. Nothing leaves before it is approved.',
  breakerButton: 'See what waits',
  breakerWhy: 'You receive this mail because you may decide on {site}. It comes once a day.',

  answerSubject: 'The editors of {site} answer your letter',
  answerIntro: 'The editors of {site} answer the letter you sent on {date}:',
  answerEnd: 'Kind regards,\n{signature}',
  editors: 'The editors of {site}',
  answerQuestion: 'Your letter:',
  answerWhy: 'You receive this mail because you wrote to the editors of {site}.',

  copySubject: 'Copy of your response to {site}',
  copyIntro: 'Thank you for your response. Here is the copy you asked for.',
  copyPublic: 'Your response appears once it has been moderated.',
  copyEditors: 'The editors will read it and answer as soon as they can.',
  copyBody: 'Your words:',
  copyStatus: 'See how it stands',
  copyIgnore: 'If you did not send this response, just ignore this mail.',
  helloYou: 'Hello,',
  ownSubject: 'Link to edit or withdraw your response on {site}',
  ownIntro:
    'As asked for on the page that tells how a response stands, here is the link to edit or withdraw this response on {site}:',
  ownButton: 'Edit or withdraw',
  ownHow:
    'It works for {hours} hours. Please do not forward this mail: whoever has the link can edit or withdraw the response.',
  ownIgnore: 'If this was not you, just ignore this mail: the response stays as it is.',
  noticeConfirmSubject: 'Please confirm news of answers on {site}',
  noticeConfirmIntro: 'Somebody entered this address to hear of answers to a comment on {site}.',
  noticeConfirmButton: 'Confirm',
  noticeConfirmHow:
    'There is at most one mail an hour for each thread, and you can stop at any time. The link works for {hours} hours.',
  noticeConfirmIgnore: 'If this was not you, just ignore this mail: no more will come.',
  noticeDaily: 'One mail a day instead',
  noticeEach: 'Mail as soon as there is an answer',
  noticeSubject: 'New answers to your comment: {title}',
  noticeSubjectUntitled: 'New answers to your comment on {site}',
  noticesSubject: 'New answers to your comments on {site}',
  noticeIntro: 'Number of new answers to what you wrote on {site}: {count}.',
  noticeReply: '{name} writes:',
  noticeMore: 'And {count} more.',
  noticeRead: 'Read and answer',
  noticeWhy: 'You receive this mail because you asked to hear of answers on {site}.',
  noticeStop: 'Stop news of this thread',
  noticeStopAll: 'Stop news of all answers',

  dataSubject: 'Your data on {site}',
  dataIntro:
    'As asked for on the page “My data”, this link shows what {site} stores about this address, and lets you erase it or make it anonymous.',
  dataButton: 'See the data',
  dataHow:
    'The link works for {hours} hours. Please do not forward this mail: whoever has the link can see and erase the data.',
  dataIgnore: 'If this was not you, just ignore this mail: nothing changes.',

  factArticle: 'Article',
  factSubject: 'Subject',
  factSentAt: 'Sent',
  factReference: 'Reference',

  digestSubject: '{count} waiting on {site}',
  digestIntro:
    'Hello {name}, {count} on {site} have waited for a decision for more than {after}. The oldest:',
  digestItem: '{author}, {time}, on “{title}”:',
  digestOpen: 'Look and decide',
  digestHow:
    'Each link opens a page to look at; only the button there approves or rejects. A link works once, for 48 hours, and is yours alone: please do not forward this mail.',
  digestQueue: 'Open the queue',
  digestWhy: 'You get this mail because you look after readers’ responses on {site}.',
  digestStop: 'No more reminders',
  factContact: 'Contact',

  forwardSubject: 'A letter from a reader of {site} · {reference}',
  forwardIntro: '{sender} passes this letter from a reader of {site} on to {desk}.',
  forwardQuote: '{name} wrote:',
  forwardButton: 'Open at the moderation desk',
  forwardWhy:
    'This mail holds a reader’s personal data. Please use it for the answer only and keep it inside the newsroom.',

  editedSubject: 'Your comment on {site} has been edited',
  editedIntro: 'The editors of {site} have edited the wording of your comment. It now reads:',
  editedQuote: 'Your comment as edited:',
  editedWhy: '{You} receive this mail because {you} sent a comment on {site}.',
}
