#!/usr/bin/env python3
"""Draws the pictograms once and keeps them as arrays: OUT/STYLE.npy (uint8, n x 96 x 96 x RGBA) and OUT/STYLE.json (their emoji).

A picture's class is its emoji's CLDR short name. Icon sets name their files in several ways; `names_of` brings them together.
"""
import argparse, json, re, subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from captions import everyday_words

SIZE = 96
EMOJI_STYLES = ["noto", "noto-v1", "twemoji", "twemoji-v1", "emojione", "fxemoji", "streamline-emojis", "emojione-monotone", "symbola"]
# Icon sets that are not made of emoji: a few hundred everyday things in each, drawn in other ways.
COLOURED_ICONS = ["flat-color-icons", "streamline-freehand-color", "streamline-kameleon-color", "streamline-plump-color", "streamline-stickies-color",
                  "streamline-ultimate-color", "marketeq", "icon-park"]
BLACK_ICONS = ["mdi", "ph", "tabler", "fa6-solid", "lucide", "game-icons", "material-symbols", "mingcute", "solar", "bi", "bxs", "healthicons", "temaki", "maki",
               "icon-park-solid"]
TRAINING_STYLES = EMOJI_STYLES + COLOURED_ICONS + BLACK_ICONS
MONOCHROME_STYLES = {"emojione-monotone", "symbola", *BLACK_ICONS}
TEST_STYLES = {"fluent": "@lobehub/fluent-emoji-flat/assets", "openmoji": "openmoji/color/svg"}   # held out: never trained on
SKIN_TONES = {"1F3FB", "1F3FC", "1F3FD", "1F3FE", "1F3FF"}

# Names that differ between an icon set and CLDR, both without anything but letters and digits.
ALIASES = {
    "2hearts": "twohearts", "amazedface": "astonishedface", "americasglobe": "globeshowingamericas", "amusingface": "grinningface", "angry": "angryface",
    "antennawithbars": "antennabars", "anxiousface": "anxiousfacewithsweat", "aok": "okhand", "appleboxred": "redapple",
    "asiaaustraliaglobe": "globeshowingasiaaustralia", "aubergine": "eggplant", "automatedtellermachine": "atmsign", "bactriancamel": "twohumpcamel",
    "banknotedollar": "dollarbanknote", "banknoteeuro": "eurobanknote", "banknotepound": "poundbanknote", "banknoteyen": "yenbanknote",
    "basketballandhoop": "basketball", "bath": "persontakingbath", "beachumbrella": "beachwithumbrella", "bearface": "bear",
    "bellcancellation": "bellwithslash", "bicyclist": "personbiking", "billiards": "pool8ball", "blackhardshellfloppy": "floppydisk",
    "blackheartsuit": "heartsuit", "blackscissors": "scissors", "blacktelephone": "telephone", "blonde": "personblondhair",
    "blondhairedperson": "personblondhair", "book": "closedbook", "boot": "womansboot", "bouquetofflowers": "bouquet", "bowing": "personbowing",
    "bride": "personwithveil", "bridewithveil": "personwithveil", "bunny": "rabbitface", "bunnyside": "rabbit", "carsuv": "sportutilityvehicle",
    "catfacewithtearsofjoy": "catwithtearsofjoy", "catfacewithwrysmile": "catwithwrysmile", "catside": "cat", "cellphone": "mobilephone",
    "champagneglass": "clinkingglasses", "chartdownwardstrend": "chartdecreasing", "chartupwardstrend": "chartincreasing",
    "chartupwardstrendyen": "chartincreasingwithyen", "chilipepper": "hotpepper", "clamshellmobile": "mobilephone", "clap": "clappinghands",
    "clock12oclock": "twelveoclock", "clock12thirty": "twelvethirty", "clock1oclock": "oneoclock", "clock1thirty": "onethirty", "clock2oclock": "twooclock",
    "clock2thirty": "twothirty", "clock3oclock": "threeoclock", "clock3thirty": "threethirty", "clock4oclock": "fouroclock", "clock4thirty": "fourthirty",
    "clock5thirty": "fivethirty", "clock6oclock": "sixoclock", "clock6thirty": "sixthirty", "clock7oclock": "sevenoclock", "cloudrain": "cloudwithrain",
    "construct": "constructionworker", "controlknob": "controlknobs", "cop": "policeofficer", "crazyface": "zanyface", "crying": "cryingface",
    "cryingcatface": "cryingcat", "curryandrice": "curryrice", "daggerknife": "dagger", "dancer": "womandancing", "darksunglasses": "sunglasses",
    "determinedface": "facewithsteamfromnose", "directhit": "bullseye", "dizzyface": "facewithcrossedouteyes", "document": "pagefacingup", "dogside": "dog",
    "doveofpeace": "dove", "dragonhead": "dragonface", "dragonside": "dragon", "dromedarycamel": "camel", "earofmaize": "earofcorn",
    "earofrice": "sheafofrice", "electrictorch": "flashlight", "europeafricaglobe": "globeshowingeuropeafrica", "europeancastle": "castle",
    "europeanpostoffice": "postoffice", "evergreen": "evergreentree", "ewe2": "ewe", "exclamationmark": "redexclamationmark", "fallingleaf": "fallenleaf",
    "fatherchristmas": "santaclaus", "fearful": "fearfulface", "fireworksparkler": "sparkler", "fishcakeswirl": "fishcakewithswirl",
    "fishingpoleandfish": "fishingpole", "fistedhand": "oncomingfist", "flexbicep": "flexedbiceps", "flushed": "flushedface", "folder": "filefolder",
    "footballamerican": "americanfootball", "forkknife": "forkandknifewithplate", "foxface": "fox", "framewithpicture": "framedpicture", "frogface": "frog",
    "frontfacingchick": "frontfacingbabychick", "fullmoonwithface": "fullmoonface", "gamedice": "gamedie", "gem": "gemstone", "gma": "oldwoman",
    "golfer": "persongolfing", "gpa": "oldman", "grin": "grinningface", "grineyes": "beamingfacewithsmilingeyes", "grinningcatface": "grinningcat",
    "grinningcatfacewithsmilingeyes": "grinningcatwithsmilingeyes", "grinsquint": "grinningsquintingface", "grinsweat": "grinningfacewithsweat",
    "grintears": "facewithtearsofjoy", "grinwide": "grinningfacewithbigeyes", "grinwideeyes": "grinningfacewithsmilingeyes", "guapimao": "personwithskullcap",
    "guardsman": "guard", "guy": "man", "haircut": "persongettinghaircut", "hampster": "hamster", "hamsterface": "hamster",
    "handheldvideocamera": "videocamera", "hands": "raisinghands", "headmassage": "persongettingmassage", "heartarrow": "heartwitharrow",
    "heartblue": "blueheart", "hearteyes": "smilingfacewithhearteyes", "heartgreen": "greenheart", "heartpurple": "purpleheart",
    "heartribbon": "heartwithribbon", "heartyellow": "yellowheart", "heels": "highheeledshoe", "high5": "raisedhand",
    "highspeedtrainbulletnose": "bullettrain", "hocho": "kitchenknife", "hourglass": "hourglassdone", "hourglassflowingsand": "hourglassnotdone",
    "housebuilding": "house", "housebuildings": "houses", "huggingface": "smilingfacewithopenhands", "izakayalantern": "redpaperlantern",
    "japaneseangrymask": "goblin", "kissingcatface": "kissingcat", "laptopcomputer": "laptop", "largebluecircle": "bluecircle", "largeredcircle": "redcircle",
    "leaffluttering": "leafflutteringinwind", "leftmagnifyingglass": "magnifyingglasstiltedleft", "leopardside": "leopard", "lightningmood": "highvoltage",
    "lionface": "lion", "lock": "locked", "lockandkey": "lockedwithkey", "lockwithinkpen": "lockedwithpen", "loudlycrying": "loudlycryingface",
    "lowerleftcrayon": "crayon", "lowerleftfountainpen": "fountainpen", "lowerleftpaintbrush": "paintbrush", "lowerleftpen": "pen",
    "lowerleftpencil": "pencil", "manandwomanholdinghands": "womanandmanholdinghands", "maninbusinesssuitlevitating": "personinsuitlevitating",
    "maninsuitlevitating": "personinsuitlevitating", "manintuxedo": "personintuxedo", "manltepiececlock": "mantelpiececlock", "mansshirt": "tshirt",
    "manwithchinesecap": "personwithskullcap", "medicalmask": "facewithmedicalmask", "mensshoe": "mansshoe", "menwithbunnyears": "peoplewithbunnyears",
    "meridianglobe": "globewithmeridians", "minidisc": "computerdisk", "monkeyhear": "hearnoevilmonkey", "monkeysee": "seenoevilmonkey",
    "monkeyspeak": "speaknoevilmonkey", "mouseside": "mouse", "multiplemusicalnotes": "musicalnotes", "neutral": "neutralface",
    "newmoonwithface": "newmoonface", "noentrysign": "prohibited", "nogesture": "persongesturingno", "nooneunder18symbol": "nooneundereighteen",
    "nosmokingsymbol": "nosmoking", "note": "memo", "okgesture": "persongesturingok", "oldpersonalcomputer": "desktopcomputer",
    "onebuttonmouse": "computermouse", "openfolder": "openfilefolder", "openlock": "unlocked", "opticaldisc": "opticaldisk", "pandaface": "panda",
    "personalcomputer": "laptop", "pigside": "pig", "pinkwallet": "purse", "policecarsrevolvinglight": "policecarlight", "poo": "pileofpoo",
    "potablewatersystem": "potablewater", "poutingcatface": "poutingcat", "poutingface": "enragedface", "pray": "foldedhands", "present": "wrappedgift",
    "printericon": "printer", "questionmark": "redquestionmark", "racecar": "racingcar", "raincloud": "cloudwithrain",
    "recreationalvehicle": "sportutilityvehicle", "redwine": "wineglass", "redwineglass": "wineglass", "rightmagnifyingglass": "magnifyingglasstiltedright",
    "robotface": "robot", "rowboat": "personrowingboat", "running": "personrunning", "sakebottleandcup": "sake", "sandals": "womanssandal",
    "schoolbackpack": "backpack", "schoolsatchel": "backpack", "shavediceold": "shavedice", "shirt": "tshirt", "skiandskiboot": "skis",
    "sleeping": "sleepingface", "sleuthspy": "detective", "sliceofpizza": "pizza", "smileeyes": "smilingfacewithsmilingeyes", "smiletongue": "facewithtongue",
    "smilingcatfacewithhearteyes": "smilingcatwithhearteyes", "snowcloud": "cloudwithsnow", "snowmountains": "snowcappedmountain",
    "speechbubble": "speechballoon", "spurtingwhale": "spoutingwhale", "steamlocomotive": "locomotive", "stormcloud": "cloudwithlightning",
    "studiomic": "studiomicrophone", "sunraincloud": "sunbehindraincloud", "sunrays": "sun", "sunsetoverbuildings": "sunset", "surfer": "personsurfing",
    "swimming": "personswimming", "telephonereceiver2": "telephonereceiver", "tennisball": "tennis", "thoughtbaloon": "thoughtballoon",
    "threebuttonmouse": "computermouse", "tie": "necktie", "tigerside": "tiger", "toykotower": "tokyotower", "turban": "personwearingturban",
    "twobuttonmouse": "computermouse", "twomenholdinghands": "menholdinghands", "twowomenholdinghands": "womenholdinghands", "unicornface": "unicorn",
    "videocasette": "videocassette", "walking": "personwalking", "waningbibbousmoon": "waninggibbousmoon", "warningsign": "warning", "wave": "waterwave",
    "waving": "wavinghand", "wearycatface": "wearycat", "weightlifter": "personliftingweights", "whitehardshellfloppy": "floppydisk",
    "whitemediumstar": "star", "whitesun": "sun", "whitesunbehindcloud": "sunbehindlargecloud", "whitesunsmallcloud": "sunbehindsmallcloud",
    "whitewineglass": "wineglass", "winking": "winkingface", "wiredkeyboard": "keyboard", "wolfface": "wolf", "womansshirt": "womansclothes",
    "womenwithbunnyears": "peoplewithbunnyears", "wrappedpresent": "wrappedgift",
}


def key(name):
    return re.sub(r"[^a-z0-9]", "", name.lower().replace("ñ", "n").replace("é", "e"))


def read_emoji(path):
    """Every fully-qualified emoji without skin tone: name, code points, group and subgroup."""
    group = subgroup = None
    found = []
    for line in Path(path).read_text().splitlines():
        if line.startswith("# group:"):
            group = line.split(":")[1].strip()
        elif line.startswith("# subgroup:"):
            subgroup = line.split(":")[1].strip()
        elif "; fully-qualified" in line:
            points = line.split(";")[0].split()
            name = re.sub(r"^.*? E\d+\.\d+ ", "", line.split("#", 1)[1]).strip()
            if not SKIN_TONES & set(points):
                found.append({"name": name, "points": points, "group": group, "subgroup": subgroup})
    return found


def is_base(emoji, rule):
    """The evaluation's base set: no flags, no joined sequences that only say man or woman."""
    gendered = "200D" in emoji["points"] and set(rule["exclude_joined_with"]) & set(emoji["points"])
    return emoji["group"] not in rule["exclude_groups"] and not gendered


def plain_points(points):
    return "-".join(p.lower() for p in points if p.upper() != "FE0F")


def icon_set(folder, emoji):
    """(name of the emoji, SVG text) for each icon of an Iconify JSON package that is one of `emoji`."""
    icons = json.loads((folder / "icons.json").read_text())
    by_key = {key(e["name"]): e["name"] for e in emoji}
    by_points = {plain_points(e["points"]): e["name"] for e in emoji}
    chars = {}
    if (folder / "chars.json").exists():
        chars = {icon: points for points, icon in json.loads((folder / "chars.json").read_text()).items()}
    for icon, body in icons["icons"].items():
        k = key(re.sub(r"-\d$", "", icon))                       # several drawings of one emoji: name-1, name-2
        name = by_points.get(plain_points(chars[icon].split("-"))) if icon in chars else None
        name = name or by_key.get(key(icon)) or by_key.get(k) or by_key.get(ALIASES.get(k))
        if name:
            yield name, svg_of(icons, body)


VARIANTS = {"fill", "filled", "bold", "solid", "duotone", "twotone", "duo", "flat", "outline", "rounded", "round", "line", "remix", "color", "alt", "1", "2", "3"}
MISLEADING = {"apple", "mouse", "orange", "seal", "fly", "palette", "x", "o", "on", "end", "back", "up", "top", "radio", "fan", "parking", "family", "receipt", "card", "plus", "minus", "id"}


def things(emoji, everyday):
    """What an icon set may call a thing, without anything but letters and digits, and the emoji whose captions it gets:
    its own name, or the first of those that an everyday word is true of."""
    names = {key(word): true_of[0] for word, true_of in reversed(list(everyday))}
    names.update({key(e["name"]): e["name"] for e in emoji if e["group"] not in ("Flags", "Symbols", "Smileys & Emotion")})
    return names


def named_icons(folder, emoji, everyday, misleading):
    """The same for a set whose icons are named for things: those that are called as an emoji or an everyday word, whatever the variant."""
    icons = json.loads((folder / "icons.json").read_text())
    group = {e["name"]: e["group"] for e in emoji}
    known = things(emoji, everyday)
    depicted = {k: name for k, name in known.items() if group[name] in ("Animals & Nature", "Food & Drink", "Activities") and len(k) > 2}   # "pet-cat"
    seen = defaultdict(int)
    for icon, body in icons["icons"].items():
        words = icon.split("-")
        while len(words) > 1 and words[-1] in VARIANTS:
            words.pop()
        k = key("".join(words))
        name = known.get(k) or (depicted.get(key(words[-1])) if folder.name.startswith("streamline") else None)
        if name and not body.get("hidden") and k not in misleading and seen[name] < 3:
            seen[name] += 1
            yield name, svg_of(icons, body)


def svg_of(icons, body):
    box = [body.get(a, icons.get(a, d)) for a, d in (("left", 0), ("top", 0), ("width", 16), ("height", 16))]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{SIZE}" height="{SIZE}" '
            f'viewBox="{box[0]} {box[1]} {box[2]} {box[3]}">{body["body"]}</svg>')


def code_point_files(folder, emoji):
    """The same for a folder of SVG files named by code points."""
    files = {plain_points(f.stem.split("-")): f for f in sorted(folder.glob("*.svg"))}
    for e in emoji:
        if plain_points(e["points"]) in files:
            yield e["name"], files[plain_points(e["points"])].read_text()


def draw(svg, size=SIZE):
    png = subprocess.run(["rsvg-convert", "-a", "-w", str(size), "-h", str(size)], input=svg.encode(), capture_output=True, check=True).stdout
    square = Image.new("RGBA", (size, size))
    image = Image.open(BytesIO(png)).convert("RGBA")
    square.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
    return square


def glyph(font, text, size=SIZE):
    """A character of a font, black on transparent, fitted into the square."""
    large = Image.new("L", (4 * size, 4 * size))
    ImageDraw.Draw(large).text((size, size), text, font=font, fill=255)
    box = large.getbbox()
    if not box:
        return Image.new("RGBA", (size, size))
    ink = ImageOps.contain(large.crop(box), (size - 4, size - 4))
    square = Image.new("RGBA", (size, size))
    square.paste(Image.new("RGBA", ink.size, "black"), ((size - ink.width) // 2, (size - ink.height) // 2), ink)
    return square


def font_glyphs(path, emoji):
    """(name, picture) for each single-character emoji that the font has."""
    font = ImageFont.truetype(str(path), 2 * SIZE)
    missing = bytes(font.getmask("\U0010fffd"))
    for e in emoji:
        points = [p for p in e["points"] if p != "FE0F"]
        if len(points) == 1 and bytes(font.getmask(chr(int(points[0], 16)))) != missing:
            yield e["name"], np.asarray(glyph(font, chr(int(points[0], 16))))


def drawn(pictures):
    """(name, SVG text) to (name, picture)."""
    names, svgs = zip(*pictures)
    with ThreadPoolExecutor(2) as pool:
        yield from zip(names, pool.map(lambda svg: np.asarray(draw(svg)), svgs))


def save_style(style, pictures, out):
    names, arrays = zip(*pictures)
    visible = [n for n, a in enumerate(arrays) if a[..., 3].mean() > 2]
    np.save(out / f"{style}.npy", np.stack([arrays[n] for n in visible]))
    (out / f"{style}.json").write_text(json.dumps([names[n] for n in visible]))
    print(f"{style}: {len(visible)} pictures of {len(set(names))} emoji", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--node-modules", type=Path, default=Path("node_modules"), help="where npm installed the icon packages")
    p.add_argument("--emoji-test", type=Path, default=Path("/usr/share/unicode/emoji/emoji-test.txt"), help="of Debian's unicode-data")
    p.add_argument("--symbola", type=Path, default=Path("/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"), help="of Debian's fonts-symbola")
    p.add_argument("--out", type=Path, default=Path("work/pictures"))
    p.add_argument("--styles", nargs="*", default=TRAINING_STYLES + list(TEST_STYLES))
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    emoji = read_emoji(a.emoji_test)
    for style in a.styles:
        if style in TEST_STYLES:
            save_style(style, drawn(code_point_files(a.node_modules / TEST_STYLES[style], emoji)), a.out)
        elif style == "twemoji-v1":
            save_style(style, drawn(code_point_files(a.node_modules / "twemoji/svg", emoji)), a.out)
        elif style in COLOURED_ICONS + BLACK_ICONS:
            misleading = MISLEADING if style not in ("game-icons", "lucide", "tabler") else MISLEADING - {"apple"}
            save_style(style, drawn(named_icons(a.node_modules / "@iconify-json" / style, emoji, everyday_words(), misleading)), a.out)
        elif style == "symbola":
            save_style(style, font_glyphs(a.symbola, emoji), a.out)
        else:
            save_style(style, drawn(icon_set(a.node_modules / "@iconify-json" / style, emoji)), a.out)


if __name__ == "__main__":
    main()
