/** Written for this project: civil Vietnamese typed without marks, full of words that fold to rude ones. */
export const unmarked = `
bai viet hay qua, cam on toa soan da len tieng giup nguoi dan
cac ban cho toi hoi buoi sang phuong co lam viec thu bay khong
o day nguoi ta uong bia lon nhieu hon bia chai
con lon len di hoc xa nha, me o nha nho lam
con cho nha toi hien lam, khong can ai bao gio
sang nay di cho mua duoc con ca loc to, nau canh chua an ngon
toi khong dong y voi cach lam nay cua thanh pho
gia xang tang gia rau cung tang, luong thi dung yen mot cho
xin hoi bac si tre con bi ho lau ngay phai lam sao
di dau ve dau cung thay cong truong, bui mu mit
chau toi thi duoc 27 diem van truot, buon qua
cau nay xay xong tu nam ngoai ma chua cho xe chay
me toi nam nay tam muoi hai tuoi van tu nau com
cac chu cong an phuong toi rat nhiet tinh
toi ngu day thay nuoc vao den giuong, khong kip don do
hen chi may hom nay ket xe, hoa ra la lam cong
dung do loi cho tai xe, duong khong co den ai ma thay
de nghi so giao thong xem lai den tin hieu o nga tu nay
thue cao nhu vay thi doanh nghiep nho song sao noi
ai co anh chup hom do cho toi xin voi, toi di cung doan nay
que toi han man, nuoc ngot mua hai tram nghin mot khoi
doc bai nay thuong co giao vung cao qua
da lat bay gio nong hon truoc nhieu, rung thong mat het roi
tau dien chay em, ve re, chi tiec ga xa nha qua
hoc phi tang thi phai cong khai thu chi cho phu huynh biet
du mua hay nang toi van di bo moi ngay
di lam ve muon, con cai nho ong ba trong ho
bang gia dat moi cao qua, lam sao dan chuyen muc dich duoc
loi ich nhom thi luc nao cung co, quan trong la kiem soat
cuc dien luc doc chi so sai, toi goi ba lan moi sua
doi bong choi hay, thua cung khong trach
tin nay dung khong cac bac, sao toi khong thay tren tivi
nguoi gia di kham benh phai xep hang tu 4 gio sang
ko biet bao gio moi thong xe, dan cho mai moi mon
bn nao biet thu tuc lam can cuoc cho tre em chi mk voi
nhin anh dep qua, muon ve que ngay lap tuc
cho em hoi mua ve tau tet o dau la chac nhat
nam nay mua lu lon, ba con mien trung kho qua
ban tin thoi tiet bao mua to ma nang chang chang
dia phuong toi lam duong be tong xong roi, di lai de lam
`
