/** Written for this project: the same classes in English. */
export const civilEnglish = `
Great article, thank you for covering this issue so carefully.
I lived in Hanoi for ten years and the traffic has changed a lot.
The new metro line is clean and on time, I use it every day.
As an expat I find the visa rules hard to follow, could you explain them?
I disagree with the author, the data from 2019 tells another story.
My class visited the museum last week and the kids loved it.
Please assess the documents again before you pass the bill.
Scunthorpe fans travelled a long way for this match.
Essex and Sussex had the same problem with flooding.
He shot the ball past the keeper in the last minute, what a match.
The cockpit crew did everything right, credit to them.
Peacock feathers in the temple yard, what a lovely picture.
Dick Van Dyke was part of my childhood.
We ate grapes, cumin rice and shiitake soup at the night market.
The analysis is sound but the title is misleading.
Can someone tell me where to buy tickets for the festival?
There is a typo in the second paragraph, it should be 2012.
The ferry was late by two hours and nobody told us anything.
Air quality in the city was terrible this morning, I could not see the bridge.
My grandmother used to make this soup every New Year.
Teachers deserve better pay, full stop.
It is a shame that the old market will be torn down.
Why were the residents not asked before the trees were cut?
I work from an office near the river and see the rubbish every day.
Thanks to the rescue teams who worked all night.
The hotel charged us three times the usual price during the holiday.
Interest rates are too high for small businesses like mine.
The photo on top shows a different street, that is Le Loi.
Congratulations to the team, they earned this title.
The referee made some strange calls but the better side won.
I would like to see more reporting from the countryside.
Nuclear power needs an honest debate, not slogans.
The film is slow but the ending stays with you.
Her voice is wonderful live, better than on the record.
Plastic bags should simply cost more, it worked in other countries.
Is there any update on the investigation from last year?
Our street floods after every heavy rain, the drains are blocked.
The hospital staff were kind, but we waited for six hours.
I stopped eating out since food poisoning cases went up.
The bus app shows times that are not true at all.
A bit one-sided, I would have liked to hear the company as well.
Condolences to the family, he was a fine teacher.
Cyclists need a lane of their own on that bridge.
The title says crisis, the text says slowdown, which one is it?
Assistants at the counter were helpful and quick.
Therapists in schools are long overdue.
Heavy trucks in the centre at rush hour are asking for trouble.
That retaining wall has had cracks since spring.
Vietnamese coffee is the best, and I will not hear otherwise.
Thank you, this answered the question I had about pensions.
Mishits and double faults cost her the second set.
The class action against the bank starts in May.
`
export const rudeEnglish = `
fuck you and your newspaper
this is bullshit and you know it
what a bunch of assholes
the mayor is a fucking idiot
go kill yourself
stupid bitch, learn to drive
son of a bitch stole our money
shut up you cunt
this piece of shit bridge cost us millions
stfu already
the minister is a bastard
wtf is this article
go die
these faggots ruin everything
what a shitty road
motherfucker almost killed me
`
export const disguisedEnglish = `
f.u.c.k this road
f u c k you
fuuuuuck you all
f*ck the council
f**k off
fυck you
ｆｕｃｋ you
fu\u200Bck you
FUCK_YOU_ALL
phuck you
sh1t article
s.h.i.t
sh!t happens here every day
$hit road
b1tch please
b!tch
a$$hole driver
assh0le
аsshole
bu11shit
bullsh*t
c u n t
motherf*cker
fucкing idiot
𝒇𝒖𝒄𝒌 you
f-u-c-k-i-n-g liar
`
export const spamEnglish = `
Best online casino, free spins for new players
Click here to claim your crypto giveaway
Double your money in one week, guaranteed profit
Cheap pills, viagra and cialis without prescription
I earn money online 300 dollars a day, ask me how
Recover lost funds with this hacker, whatsapp me
Join my telegram channel for forex signals
Buy followers and backlinks, SEO services from 5 dollars
Replica watches, limited offer
Need a payday loan? easy loan approved in minutes
Visit www.bestdeals.xyz for discounts
Hot girls nude pics at chat4u.club
Betting tips that always win
bitcoin investment doubled my savings, contact trader01@mail.test
c1ick here for fr33 spins
`
