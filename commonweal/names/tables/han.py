"""Chinese characters that are frequent in names, with their Pinyin syllable; others have no reading here.

By general knowledge of the language; the commoner reading in names where a character has several.
"""

CHARACTERS = """
ai艾爱 an安 bai白柏 bao包宝保 bin斌彬宾 bo博波 cai蔡才财 cao曹 chang常昌畅 chao超 chen陈陳晨辰 cheng程成诚城
chun春纯 cui崔翠 dai戴 dan丹 dao道 de德 deng邓鄧 ding丁 dong董东冬東 du杜 duan段 en恩 fan范樊凡 fang方芳
fei飞菲 feng冯馮峰凤锋 fu傅付福富 gang刚钢 gao高 gong龚宫 gu顾古 guan关管 guang光广 gui桂贵 guo郭国國 hai海
han韩韓汉 hao郝浩豪 he何贺和鹤 hong洪红宏虹鸿 hou侯 hu胡虎 hua华華花 huai怀 huan欢 huang黄黃 hui惠慧辉会 huo霍
ji纪季吉 jia贾佳家嘉 jian建健剑简 jiang江蒋姜 jie杰洁捷 jin金晋锦进 jing静京晶景敬 jin近 jiu九 jun军俊君骏
kai凯开 kang康 ke柯可克 kong孔 kun坤昆 lan兰蓝岚 lei雷磊蕾 li李黎丽力利立莉理 lian连莲 liang梁良亮 lin林琳霖
ling玲凌灵 liu刘劉柳 long龙龍 lu卢陆鲁路露 luo罗洛骆 lv吕 ma马馬 mao毛茂 mei梅美 meng孟梦 min敏民 ming明鸣
mu穆木 na娜 nan南楠 ni倪 ning宁 niu牛 ou欧 pan潘 pei裴佩培 peng彭鹏 ping平萍 qi齐戚琪奇琦启 qian钱千 qiang强
qiao乔巧 qin秦琴勤 qing青清庆晴 qiu邱秋丘 quan全泉权 ran冉然 ren任仁人 rong荣容蓉 ru如茹 rui瑞睿锐 shan山珊
shao邵 shen沈申 sheng盛胜生 shi石施史诗世 shou寿守 shu舒淑书树 shun顺 si思 song宋松 su苏素 sun孙孫 tai泰太
tan谭谈 tang唐汤 tao陶涛桃 tian田天 tie铁 ting婷庭 tong童佟彤 wan万婉 wang王汪旺 wei魏韦伟卫威薇维 wen温文雯
wu吴武伍吳 xi习席喜希 xia夏霞 xian贤先 xiang向翔祥香湘 xiao肖萧小晓 xie谢谢 xin辛欣新鑫心 xing邢星兴 xiong熊雄
xiu秀修 xu徐许旭 xuan轩萱宣 xue薛雪学 yan严颜闫燕艳岩妍 yang杨楊阳洋 yao姚瑶 ye叶葉 yi易艺义怡宜 yin尹殷银
ying英颖莹应 yong勇永 you尤友有 yu于余俞宇玉雨瑜裕 yuan袁元源媛 yue岳月悦越 yun云韵 ze泽 zeng曾 zhan詹展
zhang张張章 zhao赵趙 zhen甄珍真振 zheng郑鄭正 zhi志智芝之 zhong钟仲中忠 zhou周洲 zhu朱竹珠 zhuang庄 zhuo卓
zi子紫 zong宗 zou邹 zu祖
"""
