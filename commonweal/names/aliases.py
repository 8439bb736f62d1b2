"""Names that are one name in several languages, where no rule of letters leads from one to the other.

Made by hand; every line is one group. A match through it is a variant, never the same.
"""

from functools import cache

from .fold import fold

_GROUPS = """
Александр Oleksandr Аляксандр Alexander Alessandro Iskander Aleksandre
Алексей Oleksiy Алексій Аляксей Alexis Alexius
Андрей Andriy Andrew Andreas Андрэй
Анна Anne Hanna Ганна Ann
Антон Anthony Antonio Antonios
Василий Vasyl Vasile Basil Vasileios Васіль
Владимир Volodymyr Уладзімір Vladimer
Вячеслав Viacheslav Вацлаў
Галина Halyna
Георгий Юрий Егор George Georgios Gheorghe Giorgi Jerzy Yuriy Yury Heorhii Геворг Kevork Gevorg Jorge
Григорий Hryhoriy Gregory Grigor Krikor Grigol Рыгор
Даниил Daniel Danylo Данила
Давид David Davit Davut Дэвид Dawood Daoud Дауд Дэвід
Дмитрий Dmytro Demetrius Dimitrios Dzmitry Зміцер Dimitri
Евгений Yevhen Eugene Yauhen Яўген Jevgenij Юджин
Екатерина Kateryna Catherine Katherine Ketevan Кацярына Катерина
Елена Olena Helen Alena Алёна Elene
Елизавета Elizabeth Yelyzaveta Elisabed
Иван Ioann John Johan Hovhannes Ованес Ованнес Ohannes Ioannis Ivane Ioan Ян Jan Yahya Джон Juan Jean
Иосиф Joseph Yusuf Yosef Osip Yosyp Hovsep Овсеп Youssef Iosef Jusuf Юсеф Джозеф
Илья Ilia Elias Elijah Ilyas
Ибрагим Ibrahim Avraham Abraham Abram Ebrahim Иброхим Абрам Авраам
Исмаил Ismail Ishmael Esmail Исмоил Ysmail
Исаак Isaac Ishaq Sahak Саак Yitzhak Исхак Исаак
Яков James Jacob Yakub Yaqoob Hakob Акоп Hagop Iakob Якуб Yakiv Yaakov
Джеймс James
Ирина Iryna Irene
Константин Kostiantyn Constantine Konstantinos Kanstantsin Канстанцін
Лука Luke Lucas
Мария Mary Maria Maryam Mariam Miriam Марьям Мариам
Марк Marcus Mark Markos
Михаил Michael Mykhailo Mikael Mihai Miguel Michel Mikayel Mikheil Міхаіл Майкл Mikail
Моисей Moses Musa Moshe Movses Муса Moussa
Мухаммад Muhammad Mohammed Магомед Mamed Mammad Mehmet Mamadou Mohamed Мухамед Магомет Мухаммед Маҳмад Mohammad Muhamad
Мамедов Mammadov Магомедов Мухамедов Muhammadov Mamedov
Николай Mykola Nicholas Nikolaos Nicolae Мікалай Nikoloz Нікалай
Никита Mykyta Мікіта Nichita
Наталья Nataliya Natalia
Павел Pavlo Paul Pavlos Boghos Погос Paulo Polo Bogos Пол
Пётр Petro Peter Petros Bedros Petru Petre Пятро Pedro Pierre
Сергей Serhiy Sergius Sargis Сяргей Sarkis Serge Sergio
Степан Stepan Stephen Stefan Stepanos Steven Stephanos Стивен
Сулейман Solomon Suleiman Salomon Сулаймон Soghomon Shlomo
Тимофей Timothy Tymofiy
Томас Thomas Foma Фома Tomas Tovmas
Фёдор Theodore Fedir Teodor Todor Theodoros
Филипп Philip Pylyp Philippos
Хусейн Hussein Гусейн Husayn Хусайн Hossein Huseyn
Хасан Hassan Гасан Hasan Хасан
Шарль Charles Карл Чарльз Karl Carlos Carl
Уильям William Вильгельм Wilhelm Guillermo
Джордж George
Ричард Richard
Гаврил Gabriel Jibril Havryil Gabriela Джебраил Джабраил Cəbrayıl
Рафаил Raphael Rafael
Юлия Julia Yulia Yuliya
Юлий Julius
Артём Artemiy Artem Artemis
Макар Macarius Makarios
Лаврентий Laurence Lavrenty Lawrence
Матвей Matthew Matviy Matthias Mateos Мэтью
Якоб Iago Жак Jacques
Омар Umar Omer Умар Oumar
Осман Usman Uthman Othman Усман Osmon
Айша Aisha Ayesha Aysha
Зайнаб Zeynab Zainab Zeinab Zeynep
Фатима Fatma Fatima Фотима Fatemeh
Абдулла Abdullah Абдулло Abdallah Абдуллоҳ
Рахман Rahman Rahmon Рахмон Rehman
Рахманов Rahmonov Rakhmanov Rahmanov
Эркин Erkin Yerkin Irkin
Джавид Javid Cavid Javed
Жан Jean
Жозе Jose
Хосе Jose
Хуан Juan
Хорхе Jorge
Жорж George Georges
Гельмут Helmut
Ганс Hans Ханс
Генри Henry Henri Анри
Генрих Heinrich Henryk
Эндрю Andrew
Пьер Pierre
Шон Sean Shaun
Хью Hugh
Хьюз Hughes
Джо Joe
Джой Joy
Джонсон Johnson
Райт Wright
Ле Le
Эжен Eugene
Ги Guy
Франсуа Francois
Бернар Bernard
Клод Claude
Луи Louis Lewis Луис
Жерар Gerard
Жак Jacques
Ив Yves
Шарль Charles
Эрик Eric Erik
Кеннет Kenneth
Роджер Roger Рожер
Джеффри Geoffrey Jeffrey
Стюарт Stuart Stewart
Эндрюс Andrews
Уолтер Walter Вальтер
Уокер Walker
Уайт White
Уилсон Wilson
Уильямс Williams
"""


@cache
def _by_form() -> dict[str, tuple[str, ...]]:
    """The other forms of the group or groups, by reduced form."""
    groups = [list(dict.fromkeys(word.reduced for word in fold(line))) for line in _GROUPS.strip().splitlines()]
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for form in group:
            found.setdefault(form, {}).update((other, None) for other in group if other != form)
    return {form: tuple(others) for form, others in found.items()}


def aliases(reduced: str) -> tuple[str, ...]:
    """Reduced forms of the same name in other languages; empty for most names."""
    return _by_form().get(reduced, ())


def are_aliases(one: str, other: str) -> bool:
    """Whether two reduced forms stand in one group."""
    return other in aliases(one)
