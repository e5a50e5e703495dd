#!/usr/bin/env python3
"""Makes the small pictures in this folder, one for each way in which a format can store colours, and beside each what
Pillow's exif_transpose and convert("RGB") make of it: width, height (uint32, little-endian), then the bytes.

Needs Debian's python3-pil and python3-numpy; run it in this folder. Pillow 9.4 was used.
"""
import numpy as np, io, struct, zlib
from PIL import Image, ImageOps
import warnings; warnings.simplefilter("ignore")
rng=np.random.RandomState(3)
w,h=37,23
y,x=np.mgrid[0:h,0:w]
a=np.clip(np.stack([x*255/w,y*255/h,(np.sin(x/3)+1)*127],-1)+rng.normal(0,10,(h,w,3)),0,255).astype('uint8')
im=Image.fromarray(a)
files={}
def save(name,i,**k): i.save(name,**k); files[name]=1
def png(name,w,h,depth,color,rows,extra=b''):
    def ch(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
    raw=b''.join(b'\0'+r for r in rows)
    open(name,'wb').write(b'\x89PNG\r\n\x1a\n'+ch(b'IHDR',struct.pack('>IIBBBBB',w,h,depth,color,0,0,0))+extra+ch(b'IDAT',zlib.compress(raw))+ch(b'IEND',b''))
    files[name]=1
def ch(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
g16=(rng.randint(0,65536,(h,w))).astype('>u2'); g16[:5]=rng.randint(0,400,(5,w))
png('gray16.png',w,h,16,0,[r.tobytes() for r in g16])
ga16=rng.randint(0,65536,(h,w,2)).astype('>u2'); png('graya16.png',w,h,16,4,[r.tobytes() for r in ga16])
rgb16=rng.randint(0,65536,(h,w,3)).astype('>u2'); png('rgb16.png',w,h,16,2,[r.tobytes() for r in rgb16])
rgba16=rng.randint(0,65536,(h,w,4)).astype('>u2'); png('rgba16.png',w,h,16,6,[r.tobytes() for r in rgba16])
for d in (1,2,4):
    per=8//d; wb=(w+per-1)//per
    png(f'gray{d}.png',w,h,d,0,[rng.randint(0,256,wb).astype('u1').tobytes() for _ in range(h)])
    pal=rng.randint(0,256,3*(1<<d)).astype('u1').tobytes()
    png(f'pal{d}.png',w,h,d,3,[rng.randint(0,256,wb).astype('u1').tobytes() for _ in range(h)],ch(b'PLTE',pal))
    png(f'pal{d}trns.png',w,h,d,3,[rng.randint(0,256,wb).astype('u1').tobytes() for _ in range(h)],ch(b'PLTE',pal)+ch(b'tRNS',bytes(range(1<<d))))
png('rgbtrns.png',w,h,8,2,[r.tobytes() for r in a],ch(b'tRNS',struct.pack('>HHH',*[int(v) for v in a[0,0]])))
png('graytrns.png',w,h,8,0,[r.tobytes() for r in a[:,:,0]],ch(b'tRNS',struct.pack('>H',int(a[0,0,0]))))
png('gama.png',w,h,8,2,[r.tobytes() for r in a],ch(b'gAMA',struct.pack('>I',100000)))
png('graygama.png',w,h,8,0,[r.tobytes() for r in a[:,:,0]],ch(b'gAMA',struct.pack('>I',220000)))
from PIL import ImageCms
icc=ImageCms.ImageCmsProfile(ImageCms.createProfile('LAB')).tobytes(); srgb=ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
save('icc.png',im,icc_profile=srgb); save('icc.jpg',im,icc_profile=srgb,quality=95); save('badicc.jpg',im,icc_profile=b'x'*200,quality=95);save('labicc.jpg',im,icc_profile=icc,quality=95)
save('grayicc.jpg',im.convert('L'),icc_profile=srgb,quality=95)
ex=Image.Exif(); ex[0x112]=6
save('exif6.png',im,exif=ex); save('exif6.webp',im,lossless=True,exif=ex)
for o in range(1,9):
    e=Image.Exif(); e[0x112]=o; save(f'o{o}.png',im,exif=e)
cm=Image.merge('CMYK',[Image.fromarray(rng.randint(0,256,(h,w)).astype('u1')).resize((w,h)) for _ in range(4)])
save('cmyk.jpg',cm,quality=95)
save('cmyk-smooth.jpg',im.convert('CMYK'),quality=95)
save('rgb-q50-420.jpg',im,quality=50,subsampling=2); save('rgb-q80-422.jpg',im,quality=80,subsampling=1)
save('prog-gray.jpg',im.convert('L'),quality=80,progressive=True)
rgba=im.convert('RGBA'); rgba.putalpha(Image.fromarray(rng.randint(0,256,(h,w)).astype('u1')))
save('alpha-lossless.webp',rgba,lossless=True,exact=True); save('lossy.webp',im,quality=80); save('lossy-alpha.webp',rgba,quality=80)
save('rgb-lossless.webp',im,lossless=True)
save('lossy-tiny.webp',im.resize((1,1)),quality=80)
save('interlaced-src.png',im)
save('b1.bmp',im.convert('1')); save('b8.bmp',im.quantize(200)); save('b24.bmp',im); save('gray.bmp',im.convert('L')); save('b32.bmp',rgba)
q=im.quantize(30)
save('p.gif',q); save('interl.gif',q,interlace=1); save('trans.gif',q,transparency=3); save('gray.gif',im.convert('L'))
frames=[im.quantize(16),im.transpose(0).quantize(16)]
frames[0].save('anim.gif',save_all=True,append_images=frames[1:],duration=50); files['anim.gif']=1
im.save('anim.webp',save_all=True,append_images=[im.transpose(0)],lossless=True); files['anim.webp']=1
im.save('anim.png',save_all=True,append_images=[im.transpose(0)]); files['anim.png']=1
# gif with frame smaller than the screen
b=bytearray(open('p.gif','rb').read()); b[6:10]=struct.pack('<HH',w+9,h+5)
i=13+3*(2<<(b[10]&7)); 
while b[i]==0x21:
    i+=2
    while b[i]: i+=1+b[i]
    i+=1
b[i+1:i+5]=struct.pack('<HH',4,3); open('offset.gif','wb').write(bytes(b)); files['offset.gif']=1
b=bytearray(open('trans.gif','rb').read()); b[6:10]=struct.pack('<HH',w+9,h+5)
i=13+3*(2<<(b[10]&7)); 
while b[i]==0x21:
    i+=2
    while b[i]: i+=1+b[i]
    i+=1
b[i+1:i+5]=struct.pack('<HH',4,3); open('offset-trans.gif','wb').write(bytes(b)); files['offset-trans.gif']=1
for n in sorted(files):
    try:
        i=Image.open(n); m=i.mode
        i=ImageOps.exif_transpose(i).convert('RGB')
        open(n+'.rgb','wb').write(struct.pack('<II',*i.size)+i.tobytes()); print(n,m,i.size)
    except Exception as e: print('ERR',n,e)
