"""What can be said of each pictogram: its name, everyday words, the kinds of things it belongs to, and CLDR's keywords.

A caption is a word of one of these four sorts in a template. The loss asks `Words.true_of` which words hold for which emoji,
so that "animal" is never held against a dog that happens to be captioned "dog".
"""
import re
import xml.etree.ElementTree as ET
from collections import defaultdict

TEMPLATES = ["{}", "a {}", "an {}", "the {}", "a photo of a {}", "a photo of an {}", "a photo of the {}", "a photo of {}", "a picture of a {}", "a picture of {}",
             "an image of a {}", "an image of {}", "a drawing of a {}", "a drawing of {}", "an icon of a {}", "an icon of {}", "an emoji of a {}", "an emoji of {}",
             "a cartoon of a {}", "an illustration of a {}", "a small picture of a {}", "a pictogram of a {}", "a symbol of a {}", "this is a {}", "a sticker of a {}"]
TEMPLATE_WEIGHTS = [6, 2, 1, 1, 10] + [1] * 20                # what people call it with most: a bare label, and "a photo of a …"

# Kinds of things by the subgroup of emoji-test.txt, and what stands there without being one.
KINDS = {
    "animal-mammal": ("animal|mammal|creature|wildlife", "paw prints|pig nose"), "animal-bird": ("animal|bird|creature|wildlife", "feather|wing"),
    "animal-amphibian": ("animal|amphibian|creature", ""), "animal-reptile": ("animal|reptile|creature", ""),
    "animal-marine": ("animal|sea animal|sea creature|marine animal", "spiral shell|coral"), "animal-bug": ("animal|bug|insect|small animal", "spider web|microbe"),
    "monkey-face": ("monkey|animal|face", ""), "cat-face": ("cat|animal|face|cat face", ""),
    "plant-flower": ("plant|flower|blossom", "rosette"), "plant-other": ("plant|greenery", "empty nest|nest with eggs|mushroom"),
    "food-fruit": ("fruit|food|fresh fruit", ""), "food-vegetable": ("vegetable|food|veggie", ""), "food-prepared": ("food|meal|dish|something to eat", "salt"),
    "food-asian": ("food|asian food|meal|dish", ""), "food-marine": ("seafood|food|sea animal|shellfish", ""), "food-sweet": ("dessert|sweet|sweet food|food|treat", ""),
    "drink": ("drink|beverage|something to drink", "ice|pouring liquid"), "dishware": ("kitchenware|tableware|utensil", ""),
    "place-map": ("map|geography", "compass"), "place-geographic": ("landscape|nature|scenery|place", ""),
    "place-building": ("building|architecture|place", "brick|rock|wood|wedding|Statue of Liberty|building construction"), "place-religious": ("building|place of worship|religious building|architecture", ""),
    "place-other": ("place|scenery", "barber pole|carousel horse"),
    "transport-ground": ("vehicle|transport|transportation", "manual wheelchair|motorized wheelchair|skateboard|roller skate|station|bus stop|motorway|railway track|oil drum|fuel pump|wheel|police car light|horizontal traffic light|vertical traffic light|stop sign|construction"),
    "transport-water": ("vehicle|transport|transportation|watercraft|vessel", "anchor|ring buoy"), "transport-air": ("vehicle|transport|transportation", "parachute|seat|satellite"),
    "sky & weather": ("weather|sky", "fire|thermometer|ringed planet|milky way|comet|umbrella on ground|closed umbrella|droplet|new moon|waxing crescent moon|first quarter moon|waxing gibbous moon|full moon|waning gibbous moon|last quarter moon|waning crescent moon|crescent moon|new moon face|first quarter moon face|last quarter moon face|full moon face|star|glowing star|shooting star|water wave"),
    "event": ("celebration|party|festival", "ticket|admission tickets|reminder ribbon"), "award-medal": ("award|medal|prize", ""), "sport": ("sport|sports equipment|sports", ""),
    "game": ("game|toy", ""), "arts & crafts": ("art|craft|hobby", ""),
    "clothing": ("clothing|clothes|garment|something to wear|fashion", "glasses|sunglasses|goggles|folding hand fan|purse|handbag|clutch bag|shopping bags|backpack|hair pick|crown|prayer beads|lipstick|ring|gem stone|military helmet|rescue worker’s helmet"),
    "sound": ("sound|audio", ""), "music": ("music|audio", ""), "musical-instrument": ("musical instrument|instrument|music", ""), "phone": ("phone|communication|device|electronics", ""),
    "computer": ("computer equipment|technology|device|electronics", "abacus"), "light & video": ("device|equipment", ""), "book-paper": ("paper|reading|something to read", ""), "money": ("money|finance|payment", ""),
    "mail": ("mail|post|letter", ""), "writing": ("stationery|writing tool|something to write with", ""), "office": ("office supplies|stationery|office", ""), "lock": ("lock|security", "key|old key"),
    "tool": ("tool|equipment", "bomb|white cane"), "science": ("science|laboratory equipment", ""), "medical": ("medicine|medical equipment|health care", ""), "household": ("household item|home", ""),
    "person": ("person|human|human being|portrait|someone", ""), "person-gesture": ("person|human|human being|gesture", ""), "person-role": ("person|human|human being|job|profession|worker", ""),
    "person-fantasy": ("person|fantasy character|character", ""), "person-activity": ("person|human|human being|activity", ""), "person-sport": ("person|human|sport|athlete|human being", ""), "person-resting": ("person|human|human being", ""),
    "family": ("people|person|couple", ""), "person-symbol": ("people", "footprints"),
    "hand-fingers-open": ("hand|gesture", ""), "hand-fingers-partial": ("hand|gesture", ""), "hand-single-finger": ("hand|finger|gesture", ""), "hand-fingers-closed": ("hand|fist|gesture", ""),
    "hands": ("hands|gesture", ""), "hand-prop": ("hand", ""), "body-parts": ("body part", ""), "heart": ("heart|love", "love letter"), "emotion": ("emotion|comic symbol", ""),
    "zodiac": ("zodiac sign|symbol|horoscope", ""), "arrow": ("arrow|sign|symbol|direction", ""), "warning": ("warning sign|sign", ""), "transport-sign": ("sign|public sign", ""),
    "religion": ("religious symbol|religion|symbol", ""), "av-symbol": ("button|symbol|player button", ""), "geometric": ("shape|geometric shape|symbol", ""), "keycap": ("number|key|symbol", "keycap: #|keycap: *"),
    "alphanum": ("button|letters|symbol", ""), "other-symbol": ("symbol|sign", ""), "math": ("math symbol|symbol|mathematics", ""), "punctuation": ("punctuation|punctuation mark|symbol", ""), "gender": ("gender symbol|symbol", ""),
    "currency": ("money symbol|symbol", ""), "country-flag": ("flag|country flag|national flag", ""), "flag": ("flag", ""), "subdivision-flag": ("flag", ""), "hotel": ("hotel equipment", ""), "time": ("time|timekeeping", ""),
}
FACES = "face|smiley|emotion|smiley face|emoticon"            # all subgroups face-…

# Everyday words: what people call it, and the emoji that it is true of.
EVERYDAY = """
dog|doggy|puppy|hound: dog|dog face|poodle|guide dog|service dog
pet: dog|dog face|poodle|cat|cat face|black cat|hamster|rabbit|rabbit face
cat|kitty|kitten|house cat: cat|cat face|black cat
big cat: lion|tiger|tiger face|leopard
fish: fish|tropical fish|blowfish|shark
bird: black bird|eagle|parrot|owl|duck|penguin|dove|swan|goose|turkey|rooster|chicken
bird of prey: eagle|owl
chicken|hen: chicken|rooster
chick: hatching chick|baby chick|front-facing baby chick
horse|pony: horse|horse face
cow|cattle: cow|cow face|ox|water buffalo
pig|hog|swine: pig|pig face|boar
sheep: ewe|ram
mouse: mouse|mouse face
rabbit|bunny|hare: rabbit|rabbit face
tiger: tiger|tiger face
bear: bear|polar bear
monkey|ape: monkey|monkey face|gorilla|orangutan
panda bear: panda
whale: whale|spouting whale
camel: camel|two-hump camel
dinosaur: sauropod|T-Rex
dragon: dragon|dragon face
bee: honeybee
ladybug: lady beetle
squirrel: chipmunk
farm animal|livestock: cow|cow face|pig|pig face|horse|horse face|ewe|ram|goat|chicken|rooster|ox|donkey|duck
wild animal: lion|tiger|elephant|giraffe|zebra|bear|wolf|fox|leopard|gorilla|rhinoceros|hippopotamus|deer|crocodile
apple: red apple|green apple
citrus fruit: tangerine|lemon
orange: tangerine
corn|maize: ear of corn
aubergine: eggplant
chili: hot pepper
pepper: hot pepper|bell pepper
salad: green salad|leafy green
cheese: cheese wedge
meat: meat on bone|poultry leg|cut of meat|bacon
steak: cut of meat
burger|cheeseburger: hamburger
fries|chips: french fries
hotdog: hot dog
fast food|junk food|takeaway food: hamburger|french fries|pizza|hot dog|sandwich|taco|burrito|stuffed flatbread|takeout box
pizza slice|slice of pizza: pizza
baked goods|bakery|pastry: bread|croissant|baguette bread|bagel|pretzel|pie|cupcake
noodles|pasta: spaghetti
ramen|noodle soup: steaming bowl
rice: cooked rice|rice ball|curry rice
japanese food: sushi|bento box|rice ball|dango|oden|fried shrimp|fish cake with swirl
fried egg: cooking
cake: birthday cake|shortcake|cupcake
donut: doughnut
ice cream: soft ice cream|ice cream|shaved ice
biscuit: cookie
chocolate: chocolate bar
sweets|candy: candy|lollipop|chocolate bar
pudding: custard
breakfast: pancakes|waffle|cooking|bacon|bread|croissant|bagel|egg
coffee|tea|cup of coffee: hot beverage
hot drink: hot beverage|teapot|teacup without handle
alcohol|alcoholic drink: beer mug|clinking beer mugs|wine glass|cocktail glass|tropical drink|sake|bottle with popping cork|clinking glasses|tumbler glass
beer: beer mug|clinking beer mugs
wine|glass of wine: wine glass
cocktail: cocktail glass|tropical drink
milk: glass of milk|baby bottle
soda|soft drink: cup with straw
juice: beverage box
champagne: bottle with popping cork|clinking glasses
knife: kitchen knife
cutlery: fork and knife|fork and knife with plate|spoon|kitchen knife
car|motor car|sedan: automobile|oncoming automobile|sport utility vehicle|racing car|taxi|oncoming taxi|police car|oncoming police car
auto: automobile|oncoming automobile
suv: sport utility vehicle
race car|sports car: racing car
cab: taxi|oncoming taxi
truck|lorry: delivery truck|articulated lorry|pickup truck|fire engine
fire truck: fire engine
bus|coach: bus|oncoming bus|trolleybus|minibus
van: minibus|ambulance
train|railway: locomotive|railway car|high-speed train|bullet train|train|metro|light rail|tram|monorail|mountain railway|tram car
subway|underground train: metro
steam train|steam engine: locomotive
streetcar: tram|tram car
bike|pushbike|cycle|two-wheeler: bicycle
motorbike: motorcycle
scooter: motor scooter|kick scooter
emergency vehicle: ambulance|fire engine|police car|oncoming police car
airplane|plane|aeroplane|aircraft|jet|airliner: airplane|small airplane|airplane departure|airplane arrival
flying vehicle: airplane|small airplane|airplane departure|airplane arrival|helicopter|rocket|flying saucer
chopper: helicopter
spaceship|spacecraft: rocket|flying saucer
ufo: flying saucer
boat|watercraft|vessel: sailboat|canoe|speedboat|passenger ship|ferry|motor boat|ship
ship: ship|passenger ship|ferry
cruise ship|ocean liner: passenger ship|ship
sailing boat|yacht: sailboat
motorboat|powerboat: speedboat|motor boat
traffic light|stoplight|traffic signal: horizontal traffic light|vertical traffic light
gas station|petrol pump: fuel pump
house|home|cottage: house|house with garden|derelict house|hut|houses
skyscraper|office: office building
castle: castle|Japanese castle
church|chapel: church
temple: hindu temple|shinto shrine
shop|store: convenience store|department store
city|town|skyline: cityscape|cityscape at dusk|night with stars|bridge at night|sunset
mountain|peak: snow-capped mountain|mountain|mount fuji|volcano
beach|seaside: beach with umbrella|desert island
island: desert island
globe|earth|world|planet earth: globe showing Europe-Africa|globe showing Americas|globe showing Asia-Australia|globe with meridians
amusement park|fairground ride: carousel horse|ferris wheel|roller coaster|circus tent|playground slide
tree: evergreen tree|deciduous tree|palm tree|Christmas tree
pine|pine tree|fir tree|conifer: evergreen tree|Christmas tree
oak|leafy tree: deciduous tree
coconut tree: palm tree
leaf|leaves: maple leaf|fallen leaf|leaf fluttering in wind|herb
clover: shamrock|four leaf clover
houseplant: potted plant
sprout: seedling
flower: rose|tulip|sunflower|hibiscus|blossom|cherry blossom|white flower|lotus|hyacinth|wilted flower|bouquet
flowers|bunch of flowers: bouquet
daisy: blossom
clock|timepiece: alarm clock|mantelpiece clock|timer clock|twelve o’clock|twelve-thirty|one o’clock|one-thirty|two o’clock|two-thirty|three o’clock|three-thirty|four o’clock|four-thirty|five o’clock|five-thirty|six o’clock|six-thirty|seven o’clock|seven-thirty|eight o’clock|eight-thirty|nine o’clock|nine-thirty|ten o’clock|ten-thirty|eleven o’clock|eleven-thirty
wall clock|clock face: twelve o’clock|one o’clock|one-thirty|two o’clock|three o’clock|three-thirty|four o’clock|five o’clock|six o’clock|six-thirty|seven o’clock|eight o’clock|nine o’clock|nine-thirty|ten o’clock|eleven o’clock
wristwatch: watch
hourglass|sand timer: hourglass done|hourglass not done
moon: new moon|waxing crescent moon|first quarter moon|waxing gibbous moon|full moon|waning gibbous moon|last quarter moon|waning crescent moon|crescent moon|new moon face|first quarter moon face|last quarter moon face|full moon face
sun|sunshine: sun|sun with face
star: star|glowing star
rain|rainy weather: cloud with rain|sun behind rain cloud|umbrella with rain drops|cloud with lightning and rain
snow|snowy weather: cloud with snow|snowflake|snowman|snowman without snow
storm|thunderstorm: cloud with lightning|cloud with lightning and rain|tornado|cyclone
lightning|lightning bolt|thunderbolt: high voltage|cloud with lightning
clouds|cloudy weather: cloud|sun behind cloud|sun behind small cloud|sun behind large cloud|cloud with rain|cloud with snow|cloud with lightning
umbrella|brolly|parasol: umbrella|umbrella with rain drops|closed umbrella|umbrella on ground
wave: water wave
flame: fire
water drop: droplet
christmas: Christmas tree|Santa Claus|wrapped gift
halloween|pumpkin: jack-o-lantern
present|gift|gift box: wrapped gift
ball: soccer ball|baseball|softball|basketball|volleyball|american football|rugby football|tennis
football: soccer ball|american football
soccer: soccer ball
gold medal: 1st place medal|sports medal
dice|die: game die
video game controller|gamepad: video game|joystick
chess: chess pawn
playing card|cards: joker|spade suit|heart suit|diamond suit|club suit
painting|picture frame: framed picture
tv|tv set|telly: television
cellphone|smartphone|cell phone|mobile: mobile phone|mobile phone with arrow
telephone: telephone|telephone receiver|mobile phone
computer|pc: laptop|desktop computer
notebook computer: laptop
camera: camera|camera with flash|video camera|movie camera
photo camera: camera|camera with flash
lamp: light bulb|diya lamp|couch and lamp
torch: flashlight
magnifying glass: magnifying glass tilted left|magnifying glass tilted right
book: closed book|open book|green book|blue book|orange book|books|notebook with decorative cover|notebook|ledger
coins: coin
cash|banknote|bill: yen banknote|dollar banknote|euro banknote|pound banknote|money with wings
letter: envelope|e-mail|love letter|incoming envelope|envelope with arrow
mailbox|letterbox: closed mailbox with raised flag|closed mailbox with lowered flag|open mailbox with raised flag|open mailbox with lowered flag|postbox
box|parcel|cardboard box: package
pen: pen|fountain pen|black nib
folder: file folder|open file folder
calendar: calendar|tear-off calendar|spiral calendar
chart|graph|diagram: chart increasing|chart decreasing|bar chart|chart increasing with yen
ruler: straight ruler|triangular ruler
trash can|rubbish bin|garbage can: wastebasket
padlock: locked|unlocked
key: key|old key|locked with key
weapon: dagger|crossed swords|bomb|bow and arrow|axe
sword: crossed swords|dagger
saw: carpentry saw
spanner: wrench
scales: balance scale
needle|injection: syringe
medicine: pill|syringe
plaster|bandage: adhesive bandage
furniture: bed|chair|couch and lamp
sofa|couch: couch and lamp
bath: bathtub
shoe|footwear: man’s shoe|running shoe|hiking boot|flat shoe|high-heeled shoe|woman’s sandal|ballet shoes|woman’s boot|thong sandal
sneaker|trainer: running shoe
boot: hiking boot|woman’s boot
high heels: high-heeled shoe
sandal|flip-flop: thong sandal|woman’s sandal
hat|headwear: woman’s hat|top hat|graduation cap|billed cap|military helmet|rescue worker’s helmet
cap: billed cap|graduation cap
helmet: military helmet|rescue worker’s helmet
bag|luggage: purse|handbag|clutch bag|shopping bags|backpack|luggage|briefcase
suitcase: luggage
shirt|tee shirt: t-shirt
blouse: woman’s clothes
trousers|pants: jeans|shorts
tie: necktie
jacket: coat|lab coat
swimsuit|swimwear: one-piece swimsuit|bikini
underwear: briefs
eyeglasses|spectacles: glasses|sunglasses|goggles
accessory: glasses|sunglasses|necktie|scarf|gloves|handbag|purse|ring|crown
jewelry|jewellery: ring|gem stone|crown
diamond: gem stone
piano: musical keyboard
horn: trumpet|postal horn
drums|percussion: drum|long drum|maracas
string instrument: guitar|violin|banjo
wind instrument|brass instrument: trumpet|saxophone|flute
electric guitar|acoustic guitar: guitar
fiddle: violin
sax: saxophone
mic: microphone|studio microphone
headphones|earphones: headphone
note: musical note|musical notes
man|guy|gentleman: man|old man|person: beard|man dancing
woman|lady: woman|old woman|woman with headscarf|woman dancing|pregnant woman
child|kid: child|boy|girl|baby
old person|elderly person: older person|old man|old woman
doctor|nurse: health worker
policeman|cop: police officer
chef: cook
builder: construction worker
fireman: firefighter
spaceman: astronaut
painter: artist
runner: person running
cyclist: person biking
swimmer: person swimming
dancer: woman dancing|man dancing
heart: red heart|pink heart|orange heart|yellow heart|green heart|blue heart|light blue heart|purple heart|brown heart|black heart|grey heart|white heart|heart suit
poop: pile of poo
smile|happy face: grinning face|grinning face with big eyes|grinning face with smiling eyes|beaming face with smiling eyes|smiling face with smiling eyes|slightly smiling face|smiling face
sad face: crying face|loudly crying face|disappointed face|pensive face|frowning face|slightly frowning face
angry|anger: angry face|enraged face|angry face with horns
question mark: red question mark|white question mark
exclamation mark: red exclamation mark|white exclamation mark
check|tick: check mark|check mark button|check box with check
cross|x mark: cross mark|cross mark button
circle: red circle|orange circle|yellow circle|green circle|blue circle|purple circle|brown circle|black circle|white circle|hollow red circle
square: red square|orange square|yellow square|green square|blue square|purple square|brown square|black large square|white large square|black medium square|white medium square
triangle: red triangle pointed up|red triangle pointed down
food: mushroom
animal: crab|lobster|shrimp|squid
"""


def plain(name):
    """The name as people type it: lower case, without typographic quotes and colons."""
    return re.sub(r"\s+", " ", re.sub(r"[:“”()!]", " ", name.lower().replace("’", "'"))).strip()


def plural(word):
    if re.search(r"(s|ss|ware|ing|equipment|clothing|food|music|people|weather|nature|electronics|greenery|wildlife|seafood)$", word):
        return word
    if re.search(r"(ch|sh|x)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def keywords(path):
    """CLDR's keywords by character."""
    return {a.get("cp"): [k.strip().lower() for k in a.text.split("|")]
            for a in ET.parse(path).getroot().iter("annotation") if a.get("type") is None and a.text}


def everyday_words():
    """Every everyday word, and the names of the emoji that it is true of."""
    for line in EVERYDAY.strip().splitlines():
        words, names = line.split(": ", 1)
        for word in words.split("|"):
            yield word, names.split("|")


class Words:
    """All words, the emoji each is true of, and for each emoji its words by sort."""

    def __init__(self, emoji, cldr):
        self.by_emoji = [defaultdict(list) for _ in emoji]    # sort -> words
        self.true_of = defaultdict(set)                       # word -> emoji numbers
        number = {e["name"]: n for n, e in enumerate(emoji)}
        for n, e in enumerate(emoji):
            for name in dict.fromkeys([e["name"].lower(), plain(e["name"])]):
                self._add(n, "name", name)
            self._add_kinds(n, e)
        for word, names in everyday_words():
            for name in names:
                self._add(number[name], "everyday", word)
        self._add_keywords(emoji, cldr)
        self.everyday = {n for n, sorts in enumerate(self.by_emoji) if "everyday" in sorts}
        self.all = sorted(self.true_of)

    def _add(self, n, sort, word):
        self.true_of[word].add(n)
        if word not in self.by_emoji[n][sort]:
            self.by_emoji[n][sort].append(word)

    def _add_kinds(self, n, e):
        words, exceptions = KINDS.get(e["subgroup"], ("", ""))
        if e["subgroup"].startswith("face-"):
            words = FACES
        if words and e["name"] not in exceptions.split("|"):
            for word in words.split("|"):
                self._add(n, "kind", word)
                self._add(n, "kind", plural(word))

    def _add_keywords(self, emoji, cldr):
        """CLDR's keywords are associations ("fish" for a fishing pole): those that the tables above define are left to them."""
        defined = set(self.true_of)
        for n, e in enumerate(emoji):
            text = "".join(chr(int(p, 16)) for p in e["points"])
            for word in cldr.get(text, cldr.get(text.replace("\ufe0f", ""), [])):
                if word not in defined:
                    self._add(n, "keyword", word)


def pick(rng, words, n, sorts):
    """A word true of emoji n, of one of `sorts` (with their weights) if it has any, else its name."""
    have = {s: w for s, w in sorts.items() if words.by_emoji[n].get(s)}
    if not have:
        return words.by_emoji[n]["name"][0]
    sort = rng.choices(list(have), list(have.values()))[0]
    return rng.choice(words.by_emoji[n][sort])


def caption(rng, word):
    return rng.choices(TEMPLATES, TEMPLATE_WEIGHTS)[0].format(word)
