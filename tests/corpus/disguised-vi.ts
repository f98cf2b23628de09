/** Written for this project: banned words hidden as people hide them. */
export const disguised = `
đ.ị.t mẹ chúng nó
đ ị t m ẹ lũ tham nhũng
đ!t mẹ thằng chủ đầu tư
đjt mẹ mày
địttttt mẹ cái cầu này
Địt\u200B mẹ chúng mày
đ\u200Bị\u200Bt m\u200Bẹ nó chứ
d1t me may
dit me may, lam an the a
dit con me no
d.i.t m.e chung may
ĐỊT~MẸ tụi bây
địt_mẹ_chúng_mày
điṭ mẹ nó
đıt mẹ bọn nó
ditme thang nay
đụ-má nó chứ
đ.ụ m.á
đụ m4 thằng cha
đụụụ mááá nó
đu\u0323 ma\u0301 thằng này
du ma may lam an kieu gi vay thang kia
l.ồ.n
l ồ n gì mà đòi phí
cái l0n gì đây
cái lồ*n
mặt l*n
mặt lìn
vãi l.ồ.n luôn
vãi lồnnnnn
vãi l0'n
vailon that su
v.a.i l.o.n
như c.ặ.c
nhu c4c vay do
con cặk
con kặc
kặk gì cũng thu tiền
c*c
cặ\u200Cc
с\u0103\u0323с gì vậy
đ é o tin
đ.é.o ai tin nữa
đéooooo tin
đ3o tin noi
đ*o tin mấy ông
đ\u00ADéo cần
đếch tin, đ.m
đ.m thằng nào làm
đmmmm lại kẹt
đ-m nó
ĐMMMM tụi nó
đ*m
v.c.l luôn
v c l thật chứ
vklllll
v.l thật
cl.gt
đ.k.m nó
đ|t mẹ
đ/ị/t m/ẹ
b u ồ i
đầu b.u.ồ.i
bú b*ồi
óc ch0́
ócchó
óc c.h.ó
0c ch0 hay sao
đồ n.g.u
đồ nguuuu
do ngu, doc lai bai di
đồ n9u
s.ú.c v.ậ.t
suc vat may thang nay
đồ khốn nạnnn
do khon nan, hanh ha tre con
thang cho nay dang bi danh
ch.ó đ.ẻ
cho de that, tra tien cho dan
đĩ thõa như nó
đĩ thoã
đ.ĩ điếm
con đ!
cứtttt
c.ứ.t
мẹ kiếp
mẹ k i ế p
m.e k.i.e.p
tien su may
c h é m chết mẹ mày
gi3t mày luôn
giết.mày
ɢiết mày
𝓭𝓲𝓽 𝓶𝓮 𝓶𝓪𝔂
ｄｉｔ　ｍｅ
`
